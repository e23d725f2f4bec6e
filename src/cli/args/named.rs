//! Which profiles a command is about: by their place on the command line, or by `--profile`.

use clap::Args;

#[derive(Clone, Debug, Default, Args)]
#[group(multiple = false)]
pub struct OneProfile {
    #[arg(value_name = "P")]
    named: Option<String>,
    #[arg(long, value_name = "P")]
    profile: Option<String>,
}

impl OneProfile {
    /// The name that was said, if one was.
    pub fn name(&self) -> Option<&str> {
        self.named.as_deref().or(self.profile.as_deref())
    }
}

/// The same where nothing else can be meant than what was said.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = false)]
pub struct ThisProfile {
    #[arg(value_name = "P")]
    named: Option<String>,
    #[arg(long, value_name = "P")]
    profile: Option<String>,
}

impl ThisProfile {
    pub fn name(&self) -> &str {
        self.named.as_deref().or(self.profile.as_deref()).unwrap_or_default()
    }
}

#[derive(Clone, Debug, Default, Args)]
pub struct SeveralProfiles {
    #[arg(value_name = "P", conflicts_with = "profile")]
    profiles: Vec<String>,
    #[arg(long, value_name = "P")]
    profile: Vec<String>,
}

impl SeveralProfiles {
    pub fn names(&self) -> &[String] {
        if self.profile.is_empty() { &self.profiles } else { &self.profile }
    }
}
