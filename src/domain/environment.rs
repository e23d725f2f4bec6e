//! Where the program runs, as seen from the person's chair: whether a browser can open here, and how
//! one elsewhere comes back.

use std::net::IpAddr;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Environment {
    /// On the computer the person sits at.
    Local,
    /// On another machine, reached through SSH.
    Ssh {
        /// What follows `ssh` on the person's own computer to get here: `anna@192.0.2.7`, with `-p` where the port is
        /// not the usual one. A machine behind a router knows only its address on the inside.
        here: Option<String>,
    },
    /// In a container: its loopback address is not the computer's.
    Container,
    /// In Linux on Windows: browsers are on the Windows side, and reach our loopback address from there.
    Wsl,
    /// In Linux without a display, for reasons unknown.
    NoDisplay,
}

/// The system that runs underneath, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum System {
    /// macOS or Windows: where somebody is logged in, there are windows.
    Desktop,
    Wsl,
    /// Linux and the rest: windows are where a display is named.
    Unix,
}

/// What an environment is told by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvironmentSigns {
    pub system: System,
    /// `SSH_CONNECTION`; empty where only `SSH_TTY` tells of SSH.
    pub ssh: Option<String>,
    /// The name of the person on this machine.
    pub user: Option<String>,
    /// Whether a container runtime has left its mark.
    pub container: bool,
    /// Whether an X11 or Wayland display is named.
    pub display: bool,
    /// `BROWSER`.
    pub browser: Option<String>,
}

/// They would write over our screen.
const TEXT_BROWSERS: [&str; 8] =
    ["w3m", "lynx", "links", "links2", "elinks", "www-browser", "browsh", "netsurf-fb"];
const SSH_PORT: u16 = 22;

/// Whether a program is a browser that writes over the screen.
pub fn is_text_browser(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    TEXT_BROWSERS.contains(&name)
}

impl EnvironmentSigns {
    pub fn environment(&self) -> Environment {
        let here = || ssh_words(self.user.as_deref()?, self.ssh.as_deref()?);
        match self.system {
            _ if self.ssh.is_some() => Environment::Ssh { here: here() },
            // A container with a display is a workshop such as a toolbox: it shares the network as well.
            // One in Docker for Windows looks like WSL from the inside, and is none.
            System::Unix | System::Wsl if self.container && !self.display => Environment::Container,
            System::Wsl => Environment::Wsl,
            System::Unix if !self.display => Environment::NoDisplay,
            System::Unix | System::Desktop => Environment::Local,
        }
    }

    /// Whether a browser opens in a window of its own.
    pub fn opens_browser(&self) -> bool {
        if let Some(browser) = &self.browser {
            // Named on a remote machine, it is often a helper that opens the person's own.
            return !is_text_browser(browser);
        }
        match self.environment() {
            Environment::Local | Environment::Wsl => true,
            // The window comes through X forwarding, and finds us at this machine's loopback address. On macOS and
            // Windows it would open before whoever sits there.
            Environment::Ssh { .. } => self.display && self.system != System::Desktop,
            Environment::Container | Environment::NoDisplay => false,
        }
    }
}

/// `SSH_CONNECTION` names the client, its port, the server and its port. The line is made to be pasted into a shell, so
/// nothing gets into it that could be more than a name, an address and a number.
fn ssh_words(user: &str, connection: &str) -> Option<String> {
    let mut words = connection.split(' ').skip(2);
    let server: IpAddr = words.next()?.parse().ok()?;
    let port: u16 = words.next()?.parse().ok()?;
    let is_name = user.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
        && user.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    is_name.then(|| match port {
        SSH_PORT => format!("{user}@{server}"),
        _ => format!("-p {port} {user}@{server}"),
    })
}

#[cfg(test)]
mod tests {
    use super::Environment::{Container, Local, NoDisplay, Wsl};
    use super::*;

    const CONNECTION: &str = "198.51.100.4 50022 192.0.2.7 22";

    /// A server: nothing is there but the system.
    fn bare(system: System) -> EnvironmentSigns {
        EnvironmentSigns {
            system,
            ssh: None,
            user: Some("anna".into()),
            container: false,
            display: false,
            browser: None,
        }
    }

    fn ssh(here: &str) -> Environment {
        Environment::Ssh { here: Some(here.into()) }
    }

    #[test]
    fn every_place_is_told_and_whether_a_browser_opens_there() {
        let unix = || bare(System::Unix);
        let remote =
            |signs: EnvironmentSigns| EnvironmentSigns { ssh: Some(CONNECTION.into()), ..signs };
        let shown = |signs: EnvironmentSigns| EnvironmentSigns { display: true, ..signs };
        let contained = |signs: EnvironmentSigns| EnvironmentSigns { container: true, ..signs };
        let anna = || ssh("anna@192.0.2.7");
        for (signs, expected, opens) in [
            (unix(), NoDisplay, false),
            (shown(unix()), Local, true),
            (bare(System::Desktop), Local, true),
            (bare(System::Wsl), Wsl, true),
            (shown(bare(System::Wsl)), Wsl, true),
            (contained(unix()), Container, false),
            (contained(bare(System::Wsl)), Container, false),
            (contained(shown(unix())), Local, true),
            (remote(unix()), anna(), false),
            (remote(shown(unix())), anna(), true),
            (remote(contained(unix())), anna(), false),
            (remote(bare(System::Wsl)), anna(), false),
            (remote(bare(System::Desktop)), anna(), false),
            (remote(shown(bare(System::Desktop))), anna(), false),
        ] {
            assert_eq!(signs.environment(), expected, "{signs:?}");
            assert_eq!(signs.opens_browser(), opens, "{signs:?}");
        }
    }

    #[test]
    fn a_named_browser_decides_unless_it_is_a_text_browser() {
        for (name, opens) in [
            ("/usr/bin/w3m", false),
            ("lynx", false),
            ("/usr/bin/firefox", true),
            ("/home/anna/.vscode-server/bin/helpers/browser.sh", true),
        ] {
            for system in [System::Unix, System::Desktop] {
                let signs = EnvironmentSigns {
                    browser: Some(name.into()),
                    ssh: Some(CONNECTION.into()),
                    ..bare(system)
                };
                assert_eq!(signs.opens_browser(), opens, "{name}");
            }
        }
    }

    #[test]
    fn the_way_here_is_told_only_where_it_is_known_and_harmless() {
        let here = |user: Option<&str>, connection: &str| {
            let signs = EnvironmentSigns {
                ssh: Some(connection.into()),
                user: user.map(str::to_owned),
                ..bare(System::Unix)
            };
            match signs.environment() {
                Environment::Ssh { here } => here,
                other => panic!("{other:?}"),
            }
        };
        for (connection, expected) in [
            (CONNECTION, "anna@192.0.2.7"),
            ("::1 1 2001:db8::7 22", "anna@2001:db8::7"),
            ("10.0.0.1 1 10.0.0.2 2222", "-p 2222 anna@10.0.0.2"),
        ] {
            assert_eq!(here(Some("anna"), connection).as_deref(), Some(expected));
        }
        for connection in ["", "1.2.3.4 1", "1.2.3.4 1 x;reboot 22", "1.2.3.4 1 1.2.3.4 22;x"] {
            assert_eq!(here(Some("anna"), connection), None, "{connection}");
        }
        for user in ["", "-oProxyCommand=x", "a b", "$(reboot)", "a@b"] {
            assert_eq!(here(Some(user), CONNECTION), None, "{user}");
        }
        assert_eq!(here(None, CONNECTION), None);
    }
}
