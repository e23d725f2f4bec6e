//! `amokey help`: the commands, one of them, or a topic that belongs to no single one.

use clap::CommandFactory as _;

use crate::cli::args::Cli;
use crate::cli::args::tools::HelpArgs;
use crate::cli::help::localized;
use crate::cli::table::table;
use crate::cli::{Exit, Failure, output};
use crate::domain::lang::Lang;
use crate::domain::near::nearest;
use crate::domain::profile::filter::State;
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

/// What a filter may be made of: the signs, then every state in the person's words and in those that everybody has.
fn filters(words: &Catalog) -> String {
    let signs = [
        ("acme shop", "filter-help-word"),
        ("\"my shop\"", "filter-help-quoted"),
        ("-acme", "filter-help-not"),
        ("!", "filter-help-needs-you"),
        ("<7d <12h <3w", "filter-help-within"),
        ("on:2912", "filter-help-on"),
        ("is:ended", "filter-help-is"),
    ];
    let signs = signs.map(|(sign, id)| [format!("  {sign}"), words.text(id)]);
    let states = State::ALL.map(|state| {
        let keyword = state.keyword().words;
        let (own, everybodys) = (keyword.of(words.lang()), keyword.en);
        let also = if own == everybodys { "" } else { everybodys };
        let also = if words.lang() == Lang::En { keyword.ru } else { also };
        [format!("  {own}"), also.to_owned(), words.filter_state(state)]
    });
    let texts = ["filter-help-about", "filter-help-languages"].map(|id| words.text(id));
    let [about, languages] = texts;
    format!("{about}\n\n{}\n{}\n{languages}\n", table(&signs), table(&states))
}

#[cfg(test)]
mod tests {
    use super::*;

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
