//! `amokey completions`, `amokey man`: what shells and `man` know of the command line, out of its own definitions.

use std::io;

use clap::{Command, CommandFactory as _};

use crate::cli::args::{Completions, Line, Man};
use crate::cli::exit::Code;
use crate::cli::words::localized;
use crate::cli::{failure, output};
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::{Arg, Catalog};

/// Prints a script for a shell.
pub fn completions(args: &Completions, words: &Catalog) -> Code {
    let mut command = definitions(words);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "amokey", &mut script);
    output::out(&String::from_utf8_lossy(&script))
}

/// Prints the page of the program, or writes one for each of its commands.
pub fn man(args: &Man, words: &Catalog) -> Code {
    let Some(folder) = &args.dir else {
        return match page(definitions(words)) {
            Ok(page) => output::out(&page),
            Err(error) => failure::tell(words, &Trouble::noted(Cause::Internal, error), None),
        };
    };
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(definitions(words), folder));
    match written {
        Ok(()) => Code::Done,
        Err(error) => {
            let path = folder.display().to_string();
            let args = [
                ("path", Arg::from(path)),
                ("reason", Arg::from(error.to_string())),
            ];
            output::err(&format!("amokey: {}\n", words.say("cli-man-failed", &args)));
            Code::Failed
        }
    }
}

fn page(command: Command) -> io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn definitions(words: &Catalog) -> Command {
    localized(Line::command(), words)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;
    use clap_complete::Shell;

    use super::*;
    use crate::domain::lang::Lang;

    #[test]
    fn every_shell_knows_every_command() {
        let mut command = definitions(&Catalog::new(Lang::En));
        let names: Vec<_> = command
            .get_subcommands()
            .map(|command| command.get_name().to_owned())
            .collect();
        for shell in Shell::value_variants() {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut command, "amokey", &mut script);
            let script = String::from_utf8(script).unwrap();
            for name in names
                .iter()
                .map(String::as_str)
                .chain(["contacts", "--min-valid"])
            {
                let name = name.trim_start_matches('-');
                assert!(script.contains(name), "{shell}: {name}");
            }
        }
    }

    #[test]
    fn the_page_is_in_the_persons_language() {
        for (lang, heading, about) in [
            (Lang::En, ".SH COMMANDS", "keeps it alive"),
            (Lang::Ru, ".SH КОМАНДЫ", "чтобы доступ не пропал"),
            (Lang::Uk, ".SH КОМАНДИ", "щоб доступ не зник"),
        ] {
            let page = page(definitions(&Catalog::new(lang))).unwrap();
            let page_up = page.to_uppercase();
            assert!(
                page.contains(".TH amokey 1") && page.contains(about),
                "{page}"
            );
            assert!(
                page_up.contains(heading) && page.contains("amokey\\-token(1)"),
                "{page}"
            );
        }
    }
}
