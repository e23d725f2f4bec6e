//! Every trouble leads to the step that can mend it, with everything typed kept.

use crate::app::wizard::Step;
use crate::app::wizard::consent::Phase;
use crate::app::{Effect, Model, Msg, Shown};
use crate::domain::account::sandbox_origin::SandboxOrigin;
use crate::domain::authorize::Progress;
use crate::domain::authorize::question::Question;
use crate::domain::lang::Lang;
use crate::domain::profile::Profile;
use crate::domain::trouble::Cause;

use super::connecting::{ID, SECRET, credentials, new_connection, order};
use super::harness::Journey;
use super::samples::{acme, name};

#[derive(Debug, PartialEq)]
enum At {
    Account,
    Keys(Question),
    Retry,
    Elsewhere,
}

fn at(model: &Model) -> At {
    let Shown::Wizard(wizard) = model.screen.shown() else { return At::Elsewhere };
    match wizard.step() {
        Step::Account(_) => At::Account,
        Step::Credentials(step) => At::Keys(step.form.at),
        Step::Consent(step) if matches!(step.phase, Phase::Failed(_)) => At::Retry,
        _ => At::Elsewhere,
    }
}

#[test]
fn each_cause_leads_to_its_step_and_is_explained_there() {
    let secret = || "client_secret".to_owned();
    for (cause, expected) in [
        (Cause::InvalidAccount, At::Account),
        (Cause::NoSuchAccount, At::Account),
        (Cause::WrongClient, At::Keys(Question::ClientId)),
        (Cause::MissingParameter { name: secret() }, At::Keys(Question::ClientSecret)),
        (Cause::CodeOfAnotherIntegration, At::Keys(Question::ClientId)),
        (Cause::WrongIntegration, At::Keys(Question::ClientId)),
        (Cause::RedirectUriMismatch, At::Keys(Question::RedirectUri)),
        (Cause::PortTaken { port: 18497, holder: None }, At::Keys(Question::RedirectUri)),
        (Cause::PortForbidden { port: 80 }, At::Keys(Question::RedirectUri)),
        (Cause::Denied, At::Retry),
        (Cause::ConsentTimedOut, At::Retry),
        (Cause::WrongAttempt, At::Retry),
        (
            Cause::WrongAccount {
                expected: "acme.amocrm.ru".into(),
                got: "other.amocrm.ru".into(),
            },
            At::Retry,
        ),
        (Cause::CodeExpired, At::Retry),
        (Cause::CodeUsed, At::Retry),
        (Cause::CodeGarbled, At::Retry),
        (Cause::Refused, At::Retry),
        (Cause::Unreachable, At::Retry),
        (Cause::StoreLocked, At::Retry),
        (Cause::Blocked, At::Retry),
        (Cause::Internal, At::Retry),
    ] {
        let (mut journey, asked) = Journey::first_time().at_waiting();
        journey.effects();
        journey.go_on(asked, Progress::Failed(cause.clone().into()));
        assert_eq!(at(&journey.model), expected, "{cause:?}");
        let words = crate::i18n::Catalog::new(Lang::En);
        let what = words.explain(&cause.clone().into()).what;
        let first_words: String = what.chars().take(40).collect();
        assert!(journey.text().contains(&first_words), "{cause:?}");
        // Nothing has to be typed again: Enter alone asks for the same once more.
        let mut again = None;
        for _ in 0..6 {
            let mut effects = journey.keys("<enter>").effects();
            if journey.store_is_tried() {
                effects = journey.store_works();
            }
            // Of a store that cannot be used, the sealed file comes first.
            if let [Effect::KeepInSealedFile(ticket, key_file)] = &effects[..] {
                let kept = Msg::SealedFileKept(*ticket, Ok(key_file.clone()));
                effects = journey.tell(kept).effects();
            }
            if let Some(Effect::Authorize(_, order)) = effects.pop() {
                again = Some(order);
                break;
            }
        }
        assert_eq!(again, Some(order()), "{cause:?}");
    }
}

#[test]
fn once_more_asks_for_the_keys_only_when_they_are_wrong() {
    let (mut journey, consent) = Journey::again(acme());
    journey.go_on(consent, Progress::Failed(Cause::WrongClient.into()));
    // What the ledger knows is filled in; the cursor is where the secret is asked for.
    assert_eq!(at(&journey.model), At::Keys(Question::ClientSecret));
    assert!(journey.text().contains(ID));
    journey.paste(SECRET).keys("<enter><enter>");
    let new = new_connection(&journey.store_works());
    assert_eq!(
        (&new.profile, &new.host, &new.credentials),
        (&name("acme"), &acme().host, &credentials())
    );
}

#[test]
fn a_renamed_account_keeps_its_profile() {
    let (mut journey, consent) = Journey::again(acme());
    journey.go_on(consent, Progress::Failed(Cause::NoSuchAccount.into()));
    assert_eq!(at(&journey.model), At::Account);
    journey.keys("<ctrl-u>acme-new.kommo.com<enter>");
    assert_eq!(at(&journey.model), At::Keys(Question::ClientSecret));
    journey.paste(SECRET).keys("<enter><enter>");
    let new = new_connection(&journey.store_works());
    assert_eq!((new.profile.as_str(), new.host.as_str()), ("acme", "acme-new.kommo.com"));
}

/// The new secret key of a sandbox's profile is not sent to amoCRM.
#[test]
fn a_profile_of_a_sandbox_stays_with_it_when_its_keys_are_mended() {
    let sandbox = SandboxOrigin::parse("http://127.0.0.1:4711").unwrap();
    let profile = Profile { sandbox: Some(sandbox.clone()), ..acme() };
    let (mut journey, consent) = Journey::again(profile);
    journey.go_on(consent, Progress::Failed(Cause::WrongClient.into()));
    journey.paste(SECRET).keys("<enter><enter>");
    let new = new_connection(&journey.store_works());
    assert_eq!(new.sandbox, Some(sandbox));
}
