//! `amokey page`: the page for a redirect URI on the person's own site.

use std::fs;
use std::io;
use std::path::Path;

use crate::cli::args::Page;
use crate::cli::exit::Code;
use crate::cli::{failure, output};
use crate::i18n::{Arg, Catalog};
use crate::runtime::{browser, open, site};

/// Writes the page where it was asked for, and says what to do with it.
pub fn run(args: &Page, words: &Catalog) -> Code {
    if args.opens {
        return match browser::open_said() {
            Ok(()) => Code::Done,
            Err(trouble) => failure::tell(words, &trouble, None),
        };
    }
    let listened_on = open::callback_port();
    let port = args.callback_port.unwrap_or(listened_on);
    let page = site::page(port);
    let Some(path) = &args.output else {
        return output::out(&page);
    };
    let named = ("path", Arg::from(path.display().to_string()));
    match may_replace(path, args.overwrite).and_then(|may| {
        if may {
            fs::write(path, page)?;
        }
        Ok(may)
    }) {
        Ok(true) => {}
        Ok(false) => return failure::usage(words, "cli-page-not-ours", &[named]),
        Err(error) => {
            let args = [named, ("reason", Arg::from(error.to_string()))];
            output::err(&format!(
                "amokey: {}\n",
                words.say("cli-page-failed", &args)
            ));
            return Code::Failed;
        }
    }
    output::err(&format!("{}\n", words.say("cli-page-written", &[named])));
    if port != listened_on {
        let port = [("port", Arg::from(port.to_string()))];
        output::err(&format!("{}\n", words.say("cli-page-port", &port)));
    }
    Code::Done
}

/// Whether nothing is there that somebody else has written.
fn may_replace(path: &Path, overwrite: bool) -> io::Result<bool> {
    if overwrite {
        return Ok(true);
    }
    match fs::read(path) {
        Ok(bytes) => Ok(std::str::from_utf8(&bytes).is_ok_and(site::is_ours)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}
