//! Everything amoCRM is known to answer while an account is connected: hint and status → the step that mends it → the
//! words, in three languages.

use crate::app::wizard::Step;
use crate::app::wizard::consent::Phase;
use crate::app::{Effect, Msg, Shown};
use crate::domain::authorize::{AuthMethod, Progress};
use crate::domain::lang::Lang;
use crate::domain::secret::Secret;
use crate::domain::trouble::Trouble;
use crate::i18n::Catalog;
use crate::sandbox::Fault;
use crate::service::tests::Scene;
use insta::assert_snapshot;
use std::fmt::Write as _;

use super::connecting::code;
use super::harness::Journey;

/// The answers of sections 5 and 6 of what is known, by the sandbox's names. Those that only come late or never are
/// left to the tests of the client.
const ANSWERS: &str = "code_expired code_revoked code_garbled code_malformed code_not_linked \
    redirect_uri invalid_client invalid_account missing_client_id missing_client_secret missing_code \
    missing_refresh_token unsupported_grant token_revoked token_not_linked token_garbled \
    token_expired 402 403_html 403_json 404 401 429 429_text 301 307 500 504 html_200 \
    empty_200 no_refresh_token";

/// What the client makes of an answer to the exchange of a code.
async fn troubles() -> Vec<(&'static str, Trouble)> {
    let scene = Scene::grace().await;
    let mut told = Vec::new();
    for name in ANSWERS.split(' ') {
        scene.sandbox.fault([name.parse::<Fault>().unwrap()]);
        let code = Secret::new(scene.sandbox.fresh_code(None).unwrap());
        let oauth = &scene.context.oauth;
        let answer = oauth.exchange(&scene.at(), &scene.credentials(), &code).await;
        let mut trouble = answer.expect_err(name);
        // Another one each time.
        assert!(trouble.detail.request_id.take().is_some(), "{name}");
        told.push((name, trouble));
    }
    told
}

/// Where the wizard is after a failure, when the code came by this way.
fn leads_to(way: AuthMethod, trouble: &Trouble) -> String {
    let mut journey = Journey::first_time().takes(way);
    journey.types_keys();
    let mut effects = journey.store_works();
    if way == AuthMethod::Code {
        effects = journey.paste(&code()).keys("<enter>").effects();
    }
    let Some(Effect::Authorize(ticket, _)) = effects.last() else { panic!("{effects:?}") };
    journey.tell(Msg::Consent(*ticket, Progress::Failed(trouble.clone())));
    let Shown::Wizard(wizard) = journey.model.screen.shown() else { panic!("left the wizard") };
    match wizard.step() {
        Step::Account(_) => "the account".into(),
        Step::Method(_) => "the way in".into(),
        Step::Credentials(step) => format!("the keys, {:?}", step.form.at),
        Step::Secret(_) => "the code".into(),
        Step::Consent(step) => match &step.phase {
            Phase::Failed(_) => "here, Enter tries again".into(),
            other => format!("{other:?}"),
        },
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn every_answer_leads_to_the_step_that_mends_it_with_its_own_words() {
    let troubles = troubles().await;
    let mut table = String::new();
    for lang in Lang::ALL {
        let words = Catalog::new(lang);
        for (name, trouble) in &troubles {
            let said = words.explain(trouble);
            writeln!(table, "{name}").unwrap();
            if lang == Lang::En {
                writeln!(table, "  after consent: {}", leads_to(AuthMethod::Consent, trouble))
                    .unwrap();
                writeln!(table, "  after a code: {}", leads_to(AuthMethod::Code, trouble)).unwrap();
            }
            for line in [Some(said.what), said.why, said.next, said.details] {
                writeln!(table, "  {}", line.as_deref().unwrap_or("-")).unwrap();
            }
        }
    }
    assert_snapshot!("answers", table);
}
