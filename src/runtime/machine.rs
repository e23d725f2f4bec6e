//! This computer: what it is called, and how many files it lets one process open.

/// The name of the computer, by which a person tells it from others.
#[cfg(unix)]
pub fn name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
pub fn name() -> String {
    super::environment::variable("COMPUTERNAME").unwrap_or_default()
}

/// Whoever holds many profiles has two files open for each, and systems begin with a few hundred.
#[cfg(unix)]
pub fn allow_many_files() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    const MANY: u64 = 10_240;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.map_or(MANY, |most| most.min(MANY));
    if current.is_some_and(|now| now < wanted)
        && let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum })
    {
        tracing::info!(%error, "no more files can be open at once");
    }
}

#[cfg(not(unix))]
pub const fn allow_many_files() {}
