//! `amokey page`: the page for a redirect URI on the person's own site.

use std::fs;
use std::io;
use std::path::Path;

use crate::cli::args::tools::SitePageArgs;
use crate::cli::{Exit, Failure, output};
use crate::i18n::Catalog;
use crate::runtime::{browser, open, site};

pub fn run(args: &SitePageArgs, words: &Catalog) -> Result<Exit, Failure> {
    if args.opens {
        browser::open_said()?;
        return Ok(Exit::Done);
    }
    let listened_on = open::callback_port();
    let port = args.callback_port.unwrap_or(listened_on);
    let page = site::page(port);
    let Some(path) = &args.output else {
        return output::out(&page);
    };
    let shown = path.display().to_string();
    if !args.overwrite && is_foreign(path).map_err(|error| unwritten(&shown, &error))? {
        return Err(Failure::usage("cli-page-not-ours").with("path", shown));
    }
    fs::write(path, page).map_err(|error| unwritten(&shown, &error))?;
    output::note(&words.say("cli-page-written", &[("path", shown.into())]));
    if port != listened_on {
        output::note(&words.say("cli-page-port", &[("port", port.to_string().into())]));
    }
    Ok(Exit::Done)
}

fn unwritten(path: &str, error: &io::Error) -> Failure {
    Failure::new(Exit::Failed, "cli-page-failed").with("path", path).with("reason", error)
}

fn is_foreign(path: &Path) -> io::Result<bool> {
    match fs::read(path) {
        Ok(bytes) => Ok(!std::str::from_utf8(&bytes).is_ok_and(site::is_ours)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
