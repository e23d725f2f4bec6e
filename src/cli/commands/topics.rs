//! `amokey help`: the commands, one of them, or a topic that belongs to no single one.

use clap::CommandFactory as _;

use crate::cli::args::Cli;
use crate::cli::args::tools::HelpArgs;
use crate::cli::help::localized;
use crate::cli::table::table;
use crate::cli::{Exit, Failure, output};
use crate::domain::near::nearest;
use crate::domain::profile::filter::{Head, State, Unit};
use crate::i18n::Catalog;

const FILTERS: &str = "filters";
const TOPICS: [&str; 1] = [FILTERS];

pub fn help(args: &HelpArgs, words: &Catalog) -> Result<Exit, Failure> {
    let mut command = localized(Cli::command(), words);
    let Some(topic) = args.topic.as_deref() else {
        let topics = words.say("cli-topics", &[("topics", TOPICS.join(", ").into())]);
        return output::out(&format!("{}\n{topics}\n", command.render_help()));
    };
    if topic == FILTERS {
        return output::out(&filters(words));
    }
    command.build();
    if let Some(command) = command.find_subcommand_mut(topic) {
        return output::out(&command.render_help().to_string());
    }
    let commands = command.get_subcommands().map(clap::Command::get_name);
    let near = nearest(topic, TOPICS.into_iter().chain(commands)).next();
    let failure = Failure::usage(match near {
        Some(_) => "cli-near-topic",
        None => "cli-unknown-topic",
    });
    Err(failure.with("topic", topic).with("near", near.unwrap_or(FILTERS)))
}

/// What a filter may be made of: the signs, then every state, all of it in the words of the person's language.
fn filters(words: &Catalog) -> String {
    let lang = words.lang();
    let [is, on] = [Head::Is, Head::On].map(|head| head.keyword().words.of(lang));
    let [hours, days, weeks] = Unit::ALL.map(|unit| unit.keyword().words.of(lang));
    let ended = State::Ended.keyword().words.of(lang);
    let signs = [
        ("acme shop".to_owned(), "filter-help-word"),
        (String::new(), "filter-help-text"),
        ("\"my shop\"".to_owned(), "filter-help-quoted"),
        ("-acme".to_owned(), "filter-help-not"),
        ("!".to_owned(), "filter-help-needs-you"),
        (format!("<7{days} <12{hours} <3{weeks}"), "filter-help-within"),
        (format!("{on}:2912"), "filter-help-on"),
        (format!("{is}:{ended}"), "filter-help-is"),
    ];
    let signs = signs.map(|(sign, id)| [format!("  {sign}"), words.text(id)]);
    let states = State::ALL.map(|state| {
        [format!("    {}", state.keyword().words.of(lang)), words.filter_state(state)]
    });
    let [about, languages] =
        ["filter-help-about", "filter-help-languages"].map(|id| words.text(id));
    format!("{about}\n\n{}\n{}\n{languages}\n", table(&signs), table(&states))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;

    #[test]
    fn the_topic_explains_every_state_in_every_language() {
        for words in Lang::ALL.map(Catalog::new) {
            let text = filters(&words);
            for state in State::ALL {
                let (own, about) =
                    (state.keyword().words.of(words.lang()), words.filter_state(state));
                let line = text.lines().find(|line| line.trim_end().ends_with(&about)).unwrap();
                assert!(line.trim_start().starts_with(own), "{line}");
            }
            assert!(!text.contains("filter-"), "{text}");
        }
    }
}
