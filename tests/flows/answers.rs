//! Everything amoCRM is known to answer while an account is connected: hint and status → the step that mends it → the
//! words, in three languages.

use amokey::app::wizard::Step;
use amokey::app::wizard::consent::Phase;
use amokey::app::{Effect, Msg, Screen};
use amokey::domain::account::AccountHost;
use amokey::domain::consent::{Progress, WayIn};
use amokey::domain::credentials::{ClientId, ClientSecret, Credentials};
use amokey::domain::lang::Lang;
use amokey::domain::redirect_uri::RedirectUri;
use amokey::domain::sandbox_origin::SandboxOrigin;
use amokey::domain::secret::Secret;
use amokey::domain::trouble::Trouble;
use amokey::i18n::Catalog;
use amokey::oauth::{Client, Endpoint};
use amokey::runtime::block_on;
use amokey::sandbox::{self, Fault, Options};
use insta::assert_snapshot;
use std::fmt::Write as _;

use crate::connecting::{ID, SECRET, code};
use crate::harness::Journey;

/// The answers of sections 5 and 6 of what is known, by the sandbox's names. Those that only come late or never are
/// left to the tests of the client.
const ANSWERS: [&str; 31] = [
    "code_expired",
    "code_revoked",
    "code_garbled",
    "code_malformed",
    "code_not_linked",
    "redirect_uri",
    "invalid_client",
    "invalid_account",
    "missing_client_id",
    "missing_client_secret",
    "missing_code",
    "missing_refresh_token",
    "unsupported_grant",
    "token_revoked",
    "token_not_linked",
    "token_garbled",
    "token_expired",
    "402",
    "403_html",
    "403_json",
    "404",
    "401",
    "429",
    "429_text",
    "301",
    "307",
    "500",
    "504",
    "html_200",
    "empty_200",
    "no_refresh_token",
];

/// What the client makes of an answer to the exchange of a code.
fn troubles() -> Vec<(&'static str, Trouble)> {
    let sandbox = sandbox::start(&Options {
        limits: false,
        ..Options::default()
    })
    .unwrap();
    let ready = sandbox.ready().clone();
    let at = Endpoint {
        host: AccountHost::parse(&ready.account).unwrap(),
        sandbox: Some(SandboxOrigin::parse(&ready.origin).unwrap()),
    };
    let credentials = Credentials {
        client_id: ClientId::parse(&ready.client_id).unwrap(),
        client_secret: ClientSecret::parse(&ready.client_secret).unwrap(),
        redirect_uri: RedirectUri::parse(&ready.redirect_uri).unwrap(),
    };
    let client = Client::new();
    block_on(async {
        let mut told = Vec::new();
        for name in ANSWERS {
            sandbox.fault([name.parse::<Fault>().unwrap()]);
            let code = Secret::new(sandbox.fresh_code(None).unwrap());
            let answer = client.exchange(&at, &credentials, &code).await;
            let mut trouble = answer.expect_err(name);
            // Another one each time.
            assert!(trouble.detail.request_id.take().is_some(), "{name}");
            told.push((name, trouble));
        }
        told
    })
    .unwrap()
}

/// Where the wizard is after a failure, when the code came by this way.
fn leads_to(way: WayIn, trouble: &Trouble) -> String {
    let mut journey = Journey::first_time();
    let down = WayIn::ALL.iter().position(|it| *it == way).unwrap();
    journey.keys("acme.amocrm.ru<enter>");
    journey.keys(&"<down>".repeat(down)).keys("<enter>");
    journey
        .keys("<enter>")
        .keys(ID)
        .keys("<enter>")
        .paste(SECRET);
    journey.keys("<enter><enter>");
    let mut effects = journey.store_works();
    if way == WayIn::Code {
        effects = journey.paste(&code()).keys("<enter>").effects();
    }
    let Some(Effect::Authorize(ticket, _)) = effects.last() else {
        panic!("{effects:?}");
    };
    journey.tell(Msg::Consent(*ticket, Progress::Failed(trouble.clone())));
    let Screen::Wizard(wizard) = &journey.model.screen else {
        panic!("left the wizard");
    };
    match wizard.step() {
        Step::Account(_) => "the account".into(),
        Step::WayIn(_) => "the way in".into(),
        Step::Credentials(step) => format!("the keys, {:?}", step.at),
        Step::Code(_) => "the code".into(),
        Step::Consent(step) => match &step.phase {
            Phase::Failed(_) => "here, Enter tries again".into(),
            other => format!("{other:?}"),
        },
        other => format!("{other:?}"),
    }
}

#[test]
fn every_answer_leads_to_the_step_that_mends_it_with_its_own_words() {
    let troubles = troubles();
    for lang in Lang::ALL {
        let words = Catalog::new(lang);
        let mut table = String::new();
        for (name, trouble) in &troubles {
            let said = words.explain(trouble);
            writeln!(table, "{name}").unwrap();
            if lang == Lang::En {
                writeln!(
                    table,
                    "  after consent: {}",
                    leads_to(WayIn::Consent, trouble)
                )
                .unwrap();
                writeln!(table, "  after a code: {}", leads_to(WayIn::Code, trouble)).unwrap();
            }
            for line in [Some(said.what), said.why, said.next, said.details] {
                writeln!(table, "  {}", line.as_deref().unwrap_or("-")).unwrap();
            }
        }
        match lang {
            Lang::En => assert_snapshot!("answers_en", table),
            Lang::Ru => assert_snapshot!("answers_ru", table),
            Lang::Uk => assert_snapshot!("answers_uk", table),
        }
    }
}
