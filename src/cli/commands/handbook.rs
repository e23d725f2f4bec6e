//! `amokey completions`, `amokey man`: what shells and `man` know of the command line, out of its own definitions.

use std::io;

use clap::{Command, CommandFactory as _};

use crate::cli::args::Cli;
use crate::cli::args::tools::{CompletionsArgs, ManArgs};
use crate::cli::help::localized;
use crate::cli::{Exit, Failure, output};
use crate::domain::trouble::{Cause, Trouble};
use crate::i18n::Catalog;

pub fn completions(args: &CompletionsArgs, words: &Catalog) -> Result<Exit, Failure> {
    let mut command = definitions(words);
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "amokey", &mut script);
    output::out(&String::from_utf8_lossy(&script))
}

pub fn man(args: &ManArgs, words: &Catalog) -> Result<Exit, Failure> {
    let Some(folder) = &args.dir else {
        let page = page(definitions(words));
        return output::out(&page.map_err(|error| Trouble::noted(Cause::Internal, error))?);
    };
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(definitions(words), folder));
    written.map(|()| Exit::Done).map_err(|error| {
        let failure = Failure::new(Exit::Failed, "cli-man-failed");
        failure.with("path", folder.display()).with("reason", error)
    })
}

fn page(command: Command) -> io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn definitions(words: &Catalog) -> Command {
    localized(Cli::command(), words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;

    #[test]
    fn the_page_is_in_the_persons_language() {
        for (lang, heading, about) in [
            (Lang::En, ".SH COMMANDS", "keeps it alive"),
            (Lang::Ru, ".SH КОМАНДЫ", "чтобы доступ не пропал"),
            (Lang::Uk, ".SH КОМАНДИ", "щоб доступ не зник"),
        ] {
            let page = page(definitions(&Catalog::new(lang))).unwrap();
            let page_up = page.to_uppercase();
            assert!(page.contains(".TH amokey 1") && page.contains(about), "{page}");
            assert!(page_up.contains(heading) && page.contains("amokey\\-token(1)"), "{page}");
        }
    }
}
