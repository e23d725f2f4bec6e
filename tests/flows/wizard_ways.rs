//! The ways in besides consent: what is asked, what is shown, and where each failure leads.

use crate::app::model::StartAt;
use crate::app::wizard::Step;
use crate::app::wizard::secret_step::SecretStep;
use crate::app::{Effect, Focus, Msg, Shown};
use crate::domain::authorize::api_key::ApiKey;
use crate::domain::authorize::question::Question;
use crate::domain::authorize::{
    AuthMethod, AuthorizationRequest, CodeSource, NewLongLived, Progress,
};
use crate::domain::lang::Lang;
use crate::domain::profile::{GrantType, Profile};
use crate::domain::samples::jwt;
use crate::domain::secret::Secret;
use crate::domain::trouble::Cause;
use insta::assert_snapshot;

use super::connecting::{ID, code, credentials, host, new, new_connection};
use super::harness::{Journey, settings};
use super::samples::{self, name, oauth};

/// A token that works for so many seconds from its making.
fn token(made: i64, life: i64) -> String {
    let claims =
        format!("{{\"aud\":\"{ID}\",\"iat\":{made},\"exp\":{},\"account_id\":7}}", made + life);
    jwt(&claims).expose().to_owned()
}

fn now() -> i64 {
    samples::now().as_second()
}

const YEAR: i64 = 365 * 86_400;
const KEY: &str = "0123456789abcdef0123456789abcdef01234567";

impl Journey {
    fn asked(&mut self) -> (crate::app::Ticket, AuthorizationRequest) {
        let effects = self.effects();
        let [Effect::Authorize(ticket, order)] = effects.as_slice() else { panic!("{effects:?}") };
        (*ticket, order.clone())
    }

    fn fails(&mut self, cause: Cause) -> &mut Self {
        let (ticket, _) = self.asked();
        self.go_on(ticket, Progress::Preparing);
        self.go_on(ticket, Progress::Failed(cause.into()))
    }
}

fn step(journey: &Journey) -> &Step {
    match journey.model.screen.shown() {
        Shown::Wizard(wizard) => wizard.step(),
        Shown::Dashboard(_) => panic!("not in the wizard"),
    }
}

/// The step that asks for what is brought by this way, if that is where the journey is.
fn secret(journey: &Journey, method: AuthMethod) -> Option<&SecretStep> {
    match step(journey) {
        Step::Secret(step) if step.method == method => Some(step),
        _ => None,
    }
}

#[test]
fn the_ways_are_offered_and_the_first_is_consent() {
    let mut journey = Journey::first_time();
    assert_snapshot!(journey.keys("acme.amocrm.ru<enter>").styled());
    assert!(matches!(step(&journey), Step::Method(step) if step.chosen() == AuthMethod::Consent));
}

#[test]
fn each_way_says_what_it_is_for_in_russian_and_ukrainian() {
    let frames = [Lang::Ru, Lang::Uk].map(|lang| {
        let mut journey = Journey::first_time_in(lang);
        let mut shown = vec![journey.keys("acme.amocrm.ru<enter>").text()];
        shown.extend([(); 3].map(|()| journey.keys("<down>").text()));
        shown.join("\n")
    });
    assert_snapshot!("ways_ru_uk", frames.join("\n"));
}

#[test]
fn a_code_is_pasted_and_exchanged_at_once() {
    let mut journey = Journey::first_time().at_secret(AuthMethod::Code);
    assert_snapshot!("the_code_is_asked_for", journey.styled());
    assert_snapshot!("a_code_lives_for_twenty_minutes", journey.paste(&code()).pass(90).styled());
    journey.keys("<enter>");
    let (_, order) = journey.asked();
    let expected = CodeSource::Code(Secret::new(code()));
    assert_eq!(order, AuthorizationRequest::New(new(), expected));
    assert!(journey.keys("<esc>").pass(20 * 60).text().contains("00:00 left at most"));
    assert!(journey.text().contains("no longer works"));
}

#[test]
fn a_spent_code_is_asked_for_once_more_and_everything_else_is_kept() {
    for cause in [Cause::CodeExpired, Cause::CodeUsed, Cause::CodeGarbled] {
        let mut journey = Journey::first_time().at_secret(AuthMethod::Code);
        journey.paste(&code()).keys("<enter>").fails(cause);
        let step = secret(&journey, AuthMethod::Code).expect("the code is asked for");
        assert_eq!(step.form.text(Question::Code), "");
        journey.paste(&code()).keys("<enter>");
        let expected = CodeSource::Code(Secret::new(code()));
        assert_eq!(journey.asked().1, AuthorizationRequest::New(new(), expected));
    }
}

#[test]
fn a_wrong_pair_leads_back_to_the_keys_and_the_code_is_kept() {
    let mut journey = Journey::first_time().at_secret(AuthMethod::Code);
    journey.paste(&code()).keys("<enter>").fails(Cause::WrongClient);
    assert!(matches!(step(&journey), Step::Credentials(_)));
    journey.keys("<enter>").store_works();
    assert_eq!(secret(&journey, AuthMethod::Code).unwrap().form.text(Question::Code), code());
}

#[test]
fn a_token_is_pasted_once_and_says_until_when_it_works() {
    let mut journey = Journey::first_time().at_secret(AuthMethod::LongLived);
    assert_snapshot!("the_token_is_asked_for", journey.styled());
    assert_snapshot!("a_token_says_until_when", journey.paste(&token(now(), YEAR)).styled());
    journey.keys("<enter>");
    let expected = AuthorizationRequest::LongLived(NewLongLived {
        profile: name("acme"),
        host: host(),
        sandbox: None,
        token: Secret::new(token(now(), YEAR)),
    });
    let (ticket, order) = journey.asked();
    assert_eq!(order, expected);
    journey.go_on(ticket, Progress::Verifying);
    assert_snapshot!("a_token_is_verified_before_it_is_saved", journey.styled());
}

#[test]
fn a_token_of_a_day_deserves_a_look_and_an_ended_one_is_refused() {
    let mut journey = Journey::first_time().at_secret(AuthMethod::LongLived);
    assert!(journey.paste(&token(now(), 86_400)).text().contains("It lives for a day"));
    let mut journey = Journey::first_time().at_secret(AuthMethod::LongLived);
    journey.paste(&token(now() - YEAR, YEAR)).keys("<enter>");
    assert!(journey.text().contains("This token has ended."));
    assert_eq!(journey.effects(), []);
}

#[test]
fn what_is_wrong_about_a_token_is_mended_at_the_token() {
    for cause in [
        Cause::LongLivedRefused,
        Cause::LongLivedEnded,
        Cause::WrongIntegration,
        Cause::WrongAccount { expected: "acme.amocrm.ru".into(), got: "other.amocrm.ru".into() },
    ] {
        let mut journey = Journey::first_time().at_secret(AuthMethod::LongLived);
        journey.paste(&token(now(), YEAR)).keys("<enter>").fails(cause.clone());
        assert!(secret(&journey, AuthMethod::LongLived).is_some(), "{cause:?}");
    }
    let mut journey = Journey::first_time().at_secret(AuthMethod::LongLived);
    journey.paste(&token(now(), YEAR)).keys("<enter>").fails(Cause::NoSuchAccount);
    assert!(matches!(step(&journey), Step::Account(_)));
    journey.keys("<ctrl-u>acme.kommo.com<enter>");
    let step = secret(&journey, AuthMethod::LongLived).unwrap();
    assert_eq!(step.host.as_str(), "acme.kommo.com");
}

#[test]
fn an_ended_token_is_renewed_with_one_paste() {
    let acme = Profile {
        grant: GrantType::LongLived,
        refresh: None,
        ..oauth("acme", "acme.amocrm.ru", -60, 0)
    };
    let mut journey = Journey::begin(Lang::En, settings(), samples::only(acme), StartAt::Home);
    assert!(journey.text().contains("press a and"));
    journey.effects();
    assert_eq!((journey.keys("a").model.focus(), journey.effects()), (Focus::Secret, vec![]));
    journey.paste(&token(now(), YEAR)).keys("<enter>");
    let (_, order) = journey.asked();
    assert!(matches!(order, AuthorizationRequest::LongLived(new) if new.profile == name("acme")));
}

#[test]
fn an_old_account_gives_its_key_and_the_code_is_waited_for() {
    let mut journey = Journey::first_time().at_secret(AuthMethod::ApiKey);
    assert_snapshot!("the_login_and_the_key_are_asked_for", journey.styled());
    journey.keys("anna@acme.example<enter>").paste(KEY).keys("<enter>");
    let (ticket, order) = journey.asked();
    let key = ApiKey { login: "anna@acme.example".into(), key: Secret::new(KEY) };
    assert_eq!(order, AuthorizationRequest::New(new(), CodeSource::ApiKey(key)));
    let waiting = crate::domain::authorize::Waiting {
        auth_method: AuthMethod::ApiKey,
        ..journey.waiting(Some("http://localhost:18497/x7f3k2"))
    };
    journey.tell(Msg::Consent(ticket, Progress::Waiting(Box::new(waiting))));
    assert_eq!(journey.effects(), [], "no browser is opened");
    assert_snapshot!("the_code_of_a_key_is_waited_for", journey.styled());
    assert!(journey.pass(61).text().contains("take consent in the browser"));
    journey.paste(&code()).keys("<enter>");
    assert!(matches!(journey.effects().as_slice(), [Effect::Paste(..)]));
}

#[test]
fn a_refused_key_is_asked_for_again_and_keys_that_are_gone_lead_to_another_way() {
    let mut journey = Journey::first_time().at_secret(AuthMethod::ApiKey);
    journey.keys("anna@acme.example<enter>").paste(KEY).keys("<enter>").fails(Cause::ApiKeyRefused);
    let step = secret(&journey, AuthMethod::ApiKey).unwrap();
    assert_eq!(step.form.text(Question::Login), "anna@acme.example");
    journey.keys("<enter><enter>").fails(Cause::ApiKeysGone);
    assert_snapshot!("keys_that_are_gone_lead_to_another_way", journey.styled());
    // Everything that was typed is still there.
    assert!(journey.keys("<up><up><up><enter><enter>").text().contains(ID));
}

#[test]
fn the_account_that_answered_can_be_meant_instead() {
    let (mut journey, ticket) = Journey::first_time().at_consent();
    let cause =
        Cause::WrongAccount { expected: "acme.amocrm.ru".into(), got: "other.amocrm.ru".into() };
    journey.go_on(ticket, Progress::Failed(cause.into()));
    assert_snapshot!("another_account_answered", journey.styled());
    journey.keys("n<enter><enter><enter><enter>");
    let asked = journey.store_works();
    assert!(matches!(
        asked.last(),
        Some(Effect::Authorize(_, AuthorizationRequest::New(_, CodeSource::Consent)))
    ));
    let new = new_connection(&asked);
    assert_eq!((new.profile.as_str(), new.host.as_str()), ("other", "other.amocrm.ru"));
    assert_eq!(new.credentials, credentials());
}

#[test]
fn in_a_small_window_each_question_keeps_its_field() {
    let frames = [AuthMethod::Code, AuthMethod::LongLived, AuthMethod::ApiKey].map(|way| {
        let mut journey = Journey::first_time_in(Lang::Ru).sized(60, 16).at_secret(way);
        assert!(journey.paste("hello").keys("<enter>").text().contains("✗"), "{}", journey.text());
        journey.text()
    });
    assert_snapshot!("small_windows_ru", frames.join("────\n"));
}

#[test]
fn what_comes_next_is_copied_with_a_key() {
    let (mut journey, ticket) = Journey::first_time().at_consent();
    journey.go_on(ticket, Progress::Connected(Box::new(super::connecting::connected()), None));
    journey.effects();
    for (key, command) in [
        ("s", "amokey schedule install"),
        ("e", "amokey export acme --to env"),
        ("t", "amokey exec acme -- ./script.sh"),
    ] {
        assert!(journey.text().contains(command), "{}", journey.text());
        let copied = journey.keys(key).effects();
        assert_eq!(copied, [Effect::Copy(Secret::new(command))]);
    }
    assert!(journey.text().contains("on your clipboard"));
}
