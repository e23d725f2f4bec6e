//! The help in the person's language.

use clap::Command;

use crate::i18n::Catalog;

/// Puts the messages of one language into the definitions of the command line.
pub fn localized(command: Command, words: &Catalog) -> Command {
    within(command, "cli-about", words)
}

/// Describes a command and what is in it: a message is named after the words that lead to its command.
fn within(command: Command, about: &str, words: &Catalog) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let command = described(command, about, words)
        .subcommand_help_heading(words.text("cli-commands"))
        .subcommand_value_name(words.text("cli-command"));
    names.into_iter().fold(command, |command, name| {
        let about = format!("{about}-{name}");
        command.mut_subcommand(&name, |command| within(command, &about, words))
    })
}

fn described(command: Command, about: &str, words: &Catalog) -> Command {
    let is_whole = about == "cli-about";
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}\n",
        words.text("cli-usage")
    );
    let positionals = words.text("cli-arguments");
    let options = words.text("cli-options");
    let command = command
        .about(words.text(about))
        .help_template(template)
        .disable_help_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(words.text("cli-arg-help")),
        );
    let command = if is_whole {
        command.disable_version_flag(true).arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help(words.text("cli-arg-version")),
        )
    } else {
        command
    };
    command.mut_args(|arg| {
        let id = format!("cli-arg-{}", arg.get_id().as_str().replace('_', "-"));
        let arg = match words.find(&id, &[]) {
            Some(help) => arg.help(help),
            None => arg,
        };
        let heading = if arg.is_positional() {
            positionals.clone()
        } else {
            options.clone()
        };
        let arg = arg.help_heading(heading);
        if arg.get_action().takes_values() {
            arg.hide_possible_values(true).hide_default_value(true)
        } else {
            arg
        }
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::args::Line;
    use crate::domain::lang::Lang;

    #[test]
    fn the_definitions_hold_in_every_language() {
        for lang in Lang::ALL {
            localized(Line::command(), &Catalog::new(lang)).debug_assert();
        }
    }

    #[test]
    fn every_command_and_every_option_is_described_in_every_language() {
        for lang in Lang::ALL {
            let catalog = Catalog::new(lang);
            let command = localized(Line::command(), &catalog);
            let mut commands = vec![&command];
            while let Some(command) = commands.pop() {
                commands.extend(command.get_subcommands());
                let about = command.get_about().unwrap().to_string();
                assert!(!about.starts_with("cli-"), "{about}");
                for arg in command.get_arguments() {
                    let id = format!("cli-arg-{}", arg.get_id().as_str().replace('_', "-"));
                    assert!(catalog.find(&id, &[]).is_some(), "{}: {id}", lang.code());
                }
            }
        }
    }
}
