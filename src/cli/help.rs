//! The help in the person's language.

use clap::{Arg, ArgAction, Command};

use crate::i18n::Catalog;

pub fn localized(command: Command, words: &Catalog) -> Command {
    within(command, "cli-about", words)
}

/// Describes a command and what is in it: a message is named after the words that lead to its command.
fn within(command: Command, about: &str, words: &Catalog) -> Command {
    let names: Vec<String> =
        command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    let command = described(command, about, words)
        .subcommand_help_heading(words.text("cli-commands"))
        .subcommand_value_name(words.text("cli-command"));
    names.into_iter().fold(command, |command, name| {
        let about = format!("{about}-{name}");
        command.mut_subcommand(&name, |command| within(command, &about, words))
    })
}

fn described(command: Command, about: &str, words: &Catalog) -> Command {
    let template =
        format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}\n", words.text("cli-usage"));
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = command.about(words.text(about)).help_template(template);
    let command = command.disable_help_flag(true).arg(help);
    let command = match about {
        "cli-about" => command.disable_version_flag(true).arg(version),
        _ => command,
    };
    let (positionals, options) = (words.text("cli-arguments"), words.text("cli-options"));
    command.mut_args(|arg| {
        let id = format!("cli-arg-{}", arg.get_id().as_str().replace('_', "-"));
        let heading = if arg.is_positional() { &positionals } else { &options };
        let takes_values = arg.get_action().takes_values();
        arg.help(words.text(&id))
            .help_heading(heading.clone())
            .hide_possible_values(takes_values)
            .hide_default_value(takes_values)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;
    use crate::cli::args::Cli;
    use crate::domain::lang::Lang;

    #[test]
    fn the_definitions_hold_in_every_language() {
        for lang in Lang::ALL {
            localized(Cli::command(), &Catalog::new(lang)).debug_assert();
        }
    }

    #[test]
    fn every_command_and_every_option_is_described_in_every_language() {
        for lang in Lang::ALL {
            let catalog = Catalog::new(lang);
            let command = localized(Cli::command(), &catalog);
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
