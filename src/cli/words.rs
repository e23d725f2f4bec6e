//! The help in the person's language.

use clap::Command;

use crate::i18n::Catalog;

/// Puts the messages of one language into the definitions of the command line.
pub fn localized(command: Command, words: &Catalog) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    let command = described(command, "", words)
        .subcommand_help_heading(words.text("cli-commands"))
        .subcommand_value_name(words.text("cli-command"));
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(&name, |command| described(command, &name, words))
    })
}

fn described(command: Command, name: &str, words: &Catalog) -> Command {
    let about = if name.is_empty() {
        "cli-about".to_owned()
    } else {
        format!("cli-about-{name}")
    };
    let template = format!(
        "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}\n",
        words.text("cli-usage")
    );
    let positionals = words.text("cli-arguments");
    let options = words.text("cli-options");
    let command = command
        .about(words.text(&about))
        .help_template(template)
        .disable_help_flag(true)
        .arg(
            clap::Arg::new("help")
                .short('h')
                .long("help")
                .action(clap::ArgAction::Help)
                .help(words.text("cli-arg-help")),
        );
    let command = if name.is_empty() {
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
        arg.help_heading(heading)
            .hide_possible_values(true)
            .hide_default_value(true)
    })
}
