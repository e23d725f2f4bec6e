//! What a person does in the platform's own interface, line by line: a value, so that a screen and
//! a plain terminal say the same.

use serde::Serialize;

use crate::domain::account::Platform;
use crate::domain::authorize::AuthMethod;

/// One line of a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuideLine {
    /// Something to do: these are numbered.
    Step(GuideText),
    /// The redirect URI to be registered, below the step that asks for it.
    RedirectUri,
    /// What has to be known before the step that follows is taken.
    Caution(GuideText),
    /// What helps whomever it concerns.
    Note(GuideText),
}

/// What a line says. Most of it is worded for each platform by itself, in the labels of its own interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GuideText {
    /// Where integrations are; in Kommo, how one is made as well.
    Open,
    Create,
    /// amoCRM gives long-lived tokens to private integrations only.
    CreatePrivate,
    /// The menu has another name in other ages and editions of an account.
    OtherMenus,
    /// A name and the redirect URI that leads back to this program.
    Fill,
    /// A name and any redirect URI at all: the code is copied, and nothing is sent there.
    FillAny,
    /// A name and a redirect URI that amoCRM's own servers can reach.
    FillReachable,
    /// A name: the redirect URI stays empty.
    FillNoUri,
    /// What to do where the form takes no address of this computer.
    LocalhostRefused,
    /// Where the ID and the secret key are.
    Keys,
    /// A secret key that is made anew cuts off whoever uses the old one.
    SecretInUse,
    /// The same, where no secret key is needed at all.
    SecretNotNeeded,
    /// How the labels read in the platform's other languages.
    OtherLanguages,
    /// Who may make an integration, and what the others can do.
    Administrator,
    /// Who may make a long-lived token.
    AdministratorOfToken,
    OpenCard,
    CopyCode,
    /// Where the code is missing.
    NotInstalled,
    GenerateToken,
    CopyToken,
}

impl GuideText {
    const fn step(self) -> GuideLine {
        GuideLine::Step(self)
    }
}

/// How an integration is made for a way in.
pub fn integration(platform: Platform, method: AuthMethod) -> Vec<GuideLine> {
    use GuideLine::{Caution, Note, RedirectUri};
    let kommo = platform == Platform::Kommo;
    let mut lines = vec![GuideText::Open.step()];
    if !kommo {
        let create = match method {
            AuthMethod::LongLived => GuideText::CreatePrivate,
            AuthMethod::Consent | AuthMethod::Code | AuthMethod::ApiKey => GuideText::Create,
        };
        lines.extend([create.step(), Note(GuideText::OtherMenus)]);
    }
    match method {
        AuthMethod::Consent => lines.extend([
            GuideText::Fill.step(),
            RedirectUri,
            Caution(GuideText::LocalhostRefused),
        ]),
        AuthMethod::Code => lines.extend([GuideText::FillAny.step(), RedirectUri]),
        AuthMethod::ApiKey => lines.extend([GuideText::FillReachable.step(), RedirectUri]),
        AuthMethod::LongLived => lines.push(GuideText::FillNoUri.step()),
    }
    match method {
        AuthMethod::LongLived => lines.push(Note(GuideText::AdministratorOfToken)),
        AuthMethod::Consent | AuthMethod::Code | AuthMethod::ApiKey => {
            if kommo {
                lines.push(Caution(GuideText::SecretInUse));
            }
            lines.extend([GuideText::Keys.step(), Note(GuideText::Administrator)]);
            if kommo {
                lines.push(Note(GuideText::OtherLanguages));
            }
        }
    }
    lines
}

/// Where what is brought instead of consent is found. Nobody can be told where an API key is: they
/// are in no interface any more.
pub fn brought(platform: Platform, method: AuthMethod) -> Vec<GuideLine> {
    use GuideLine::{Caution, Note};
    let mut lines = vec![GuideText::OpenCard.step()];
    match method {
        AuthMethod::Consent | AuthMethod::ApiKey => return Vec::new(),
        AuthMethod::Code => {
            lines.extend([GuideText::CopyCode.step(), Note(GuideText::NotInstalled)]);
        }
        AuthMethod::LongLived => {
            if platform == Platform::Kommo {
                lines.push(Caution(GuideText::SecretNotNeeded));
            }
            lines.extend([GuideText::GenerateToken.step(), GuideText::CopyToken.step()]);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lines: &[GuideLine], line: GuideLine) -> Option<usize> {
        lines.iter().position(|it| *it == line)
    }

    #[test]
    fn only_consent_comes_back_to_this_computer_and_says_what_to_do_where_the_form_refuses_that() {
        for platform in Platform::ALL {
            for method in AuthMethod::ALL {
                let lines = integration(platform, method);
                let refused = at(&lines, GuideLine::Caution(GuideText::LocalhostRefused));
                let uri = at(&lines, GuideLine::RedirectUri);
                assert_eq!(refused.is_some(), method == AuthMethod::Consent, "{method:?}");
                assert_eq!(uri.is_none(), method == AuthMethod::LongLived, "{method:?}");
            }
        }
    }

    /// Whoever presses first and reads then has cut off other programs.
    #[test]
    fn what_a_new_secret_key_does_is_said_before_the_step_that_makes_one() {
        for method in [AuthMethod::Consent, AuthMethod::Code, AuthMethod::ApiKey] {
            let lines = integration(Platform::Kommo, method);
            let said = at(&lines, GuideLine::Caution(GuideText::SecretInUse)).unwrap();
            assert!(said < at(&lines, GuideText::Keys.step()).unwrap(), "{method:?}");
        }
        let token = brought(Platform::Kommo, AuthMethod::LongLived);
        let said = at(&token, GuideLine::Caution(GuideText::SecretNotNeeded)).unwrap();
        assert!(said < at(&token, GuideText::GenerateToken.step()).unwrap());
    }
}
