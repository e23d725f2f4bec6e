//! The way to the consent page and back, from where the person sits: on this computer, at the other end of SSH, or where no
//! browser comes back from. One list of steps for each.

use ratatui::text::Span;

use super::consent::{allow, uri};
use super::scene::{Keep, Scene};
use crate::app::wizard::consent::ConsentStep;
use crate::app::wizard::wait::{Opening, Wait};
use crate::domain::authorize::RedirectUri;
use crate::domain::environment::Environment;

/// Under the number of a step.
const BELOW: &str = "        ";

pub enum Surroundings {
    /// A browser here has the page, and comes back by itself.
    Opened { local: String, tunnel: Option<String> },
    /// A browser on this computer finds the short address. In Windows around us it is another system's.
    Here { local: String, in_windows: bool },
    /// A browser at the other end of SSH finds it through a tunnel.
    Tunnel { local: String, command: String },
    /// It gets nowhere near: its address is pasted.
    ByHand(WhyByHand),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum WhyByHand {
    Container,
    NoDisplay,
    /// The redirect URI leads to a site.
    Site,
}

impl Surroundings {
    pub fn of(step: &ConsentStep, wait: &Wait, scene: &Scene<'_>) -> Self {
        let Some(local) = wait.waiting.local_url.clone() else {
            return Self::ByHand(WhyByHand::Site);
        };
        let target = step.known.redirect_uri.as_ref().and_then(RedirectUri::loopback);
        let tunnel = match (&scene.model.settings.environment, target) {
            (Environment::Ssh { here }, Some(target)) => {
                // The person knows by which name he got here.
                let here = here.as_deref().unwrap_or("USER@SERVER");
                Some(format!("ssh -L {0}:localhost:{0} {here}", target.port))
            }
            _ => None,
        };
        let in_windows = scene.model.settings.environment == Environment::Wsl;
        match (&wait.opening, &scene.model.settings.environment) {
            (Opening::Asked(_), Environment::Wsl) => Self::Here { local, in_windows },
            (Opening::Asked(_), _) => Self::Opened { local, tunnel },
            (_, Environment::Container) => Self::ByHand(WhyByHand::Container),
            (_, Environment::NoDisplay) => Self::ByHand(WhyByHand::NoDisplay),
            (_, Environment::Local | Environment::Wsl | Environment::Ssh { .. }) => match tunnel {
                Some(command) => Self::Tunnel { local, command },
                None => Self::Here { local, in_windows },
            },
        }
    }

    /// Whether the answer comes by itself.
    pub const fn comes_back(&self) -> bool {
        !matches!(self, Self::ByHand(_))
    }

    pub const fn asks_to_paste(&self) -> &'static str {
        match self {
            Self::Opened { .. } | Self::Here { .. } => "consent-paste",
            Self::Tunnel { .. } => "consent-paste-without",
            Self::ByHand(_) => "consent-paste-only",
        }
    }

    /// The steps, and what helps where the page does not come.
    pub fn steps(&self, keep: Keep, step: &ConsentStep, wait: &Wait, scene: &mut Scene<'_>) {
        let words = scene.words;
        let choose = words.say("consent-choose", &allow(wait, scene));
        let platform = [("platform", wait.waiting.host.platform().title().into())];
        let opened = matches!(wait.opening, Opening::Asked(_));
        let at = |id: &str, local: &str| words.say(id, &[("url", local.into())]);
        let open_any = || {
            if opened {
                words.say("consent-opened", &platform)
            } else {
                words.text("consent-open-any")
            }
        };
        match self {
            Self::Opened { local, tunnel } => {
                let back = words.text("consent-back-by-itself");
                scene.numbered(keep, [words.say("consent-opened", &platform), choose, back]);
                match tunnel {
                    None => scene.no_page(local),
                    Some(command) => {
                        scene.text(Keep::Text, &at("consent-no-page-tunnel", local));
                        scene.command(command);
                    }
                }
            }
            Self::Here { local, in_windows } => {
                let back =
                    if *in_windows { "consent-back-windows" } else { "consent-back-by-itself" };
                let open = match (opened, in_windows) {
                    (true, _) => words.say("consent-opened", &platform),
                    (false, true) => at("consent-open-windows", local),
                    (false, false) => at("consent-open-local", local),
                };
                scene.numbered(keep, [open, choose, words.text(back)]);
                if opened {
                    scene.no_page(local);
                }
            }
            Self::Tunnel { local, command } => {
                // A step that is done in a shell has its line below it.
                scene.item(keep, 1, &words.text("consent-tunnel"));
                scene.command(command);
                scene.item(keep, 2, &at("consent-open-there", local));
                scene.item(keep, 3, &choose);
                scene.item(keep, 4, &words.text("consent-back-by-itself"));
            }
            Self::ByHand(why) => {
                let back = match why {
                    WhyByHand::Container => words.text("consent-back-container"),
                    WhyByHand::NoDisplay => words.text("consent-back-no-display"),
                    WhyByHand::Site => {
                        words.say("consent-back-by-hand", &[("uri", uri(step).into())])
                    }
                };
                scene.numbered(keep, [open_any(), choose, back]);
                if *why == WhyByHand::Site {
                    handing_on(wait, scene);
                }
            }
        }
        scene.space();
    }
}

/// A page on the person's own site hands the callback on to a program on the browser's computer: that has to be this one.
fn handing_on(wait: &Wait, scene: &mut Scene<'_>) {
    let words = scene.words;
    let opened = matches!(wait.opening, Opening::Asked(_));
    if !opened && !matches!(scene.model.settings.environment, Environment::Local | Environment::Wsl)
    {
        return;
    }
    match &wait.waiting.not_handed_on {
        None => scene.hint(&words.text("consent-page")),
        Some(trouble) => {
            scene.attention(&words.explain(trouble).what);
            scene.text(Keep::Text, &words.text("consent-not-handed-on"));
        }
    }
}

impl Scene<'_> {
    /// The short address, where the page did not open.
    fn no_page(&mut self, local: &str) {
        let lead = format!("     {}  ", self.words.text("consent-no-page"));
        let strong = self.theme.strong();
        self.sheet.text(Keep::Text, Span::raw(lead), local, strong);
    }

    /// A line for a shell, meant to be copied.
    fn command(&mut self, command: &str) {
        let strong = self.theme.strong();
        self.sheet.text(Keep::Text, Span::raw(BELOW), command, strong);
    }
}
