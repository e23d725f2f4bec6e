//! One file a command, or a few that are nothing without one another.

mod api;
mod authorize;
mod config;
mod connect;
mod doctor;
mod exec;
mod export;
mod forget;
mod handbook;
mod history;
mod hooks;
mod import;
mod lead;
mod list;
mod note;
mod pack;
mod pending;
mod refresh;
mod rename;
#[cfg(feature = "sandbox")]
mod sandbox;
mod schedule;
mod screen;
mod short;
mod site_page;
mod status;
mod status_text;
mod store;
mod token;
mod topics;
mod unpack;
mod verify;
mod which;

use super::args::Command;
use super::exit::Exit;
use super::failure::Failure;
use crate::i18n::Catalog;

/// The command line that answers with what cron would see.
const QUESTION: [&str; 2] = ["doctor", "--as-cron"];

pub fn run(command: Option<Command>, words: &Catalog) -> Result<Exit, Failure> {
    // What is about the settings tells of them itself, and a prompt has no place for it.
    let is_prompt = matches!(&command, Some(Command::Status(args)) if args.short);
    if !is_prompt && !matches!(command, Some(Command::Config(_))) {
        config::warn_of_wrong_lines(words);
    }
    match command {
        None => screen::home(words),
        Some(Command::Setup(args)) => screen::setup(&args, words),
        Some(Command::Connect(args)) => connect::run(&args, words),
        Some(Command::Authorize(args)) => authorize::run(&args, words),
        Some(Command::Token(args)) => token::run(&args, words),
        Some(Command::Refresh(args)) => refresh::run(&args, words),
        Some(Command::Verify(args)) => verify::run(&args, words),
        Some(Command::Which(args)) => which::run(&args, words),
        Some(Command::Exec(args)) => exec::run(&args, words),
        Some(Command::Api(args)) => api::run(&args, words),
        Some(Command::Lead(args)) => lead::run(&args, words),
        Some(Command::Export(args)) => export::run(&args, words),
        Some(Command::Import(args)) => import::run(&args, words),
        Some(Command::Pack(args)) => pack::run(&args, words),
        Some(Command::Unpack(args)) => unpack::run(&args, words),
        Some(Command::Hooks(args)) => hooks::run(&args, words),
        Some(Command::Schedule(args)) => schedule::run(&args, words),
        Some(Command::Status(args)) => status::run(&args, words),
        Some(Command::List(args)) => list::run(&args, words),
        Some(Command::History(args)) => history::run(&args, words),
        Some(Command::Pending(args)) => pending::run(&args, words),
        Some(Command::Doctor(args)) => doctor::run(&args, words),
        Some(Command::Rename(args)) => rename::run(&args, words),
        Some(Command::Note(args)) => note::run(&args, words),
        Some(Command::Forget(args)) => forget::run(&args, words),
        Some(Command::Store(args)) => store::run(args, words),
        Some(Command::Config(args)) => config::run(&args, words),
        Some(Command::Use(args)) => config::use_profile(args.profile.name(), words),
        Some(Command::Page(args)) => site_page::run(&args, words),
        #[cfg(feature = "sandbox")]
        Some(Command::StandIn(command)) => sandbox::run(command, words),
        Some(Command::Completions(args)) => handbook::completions(&args, words),
        Some(Command::Man(args)) => handbook::man(&args, words),
        Some(Command::Help(args)) => topics::help(&args, words),
    }
}
