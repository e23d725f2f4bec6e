//! What is written for a program is read back, and what programs write is read.

use jiff::Timestamp;
use strum::VariantNames as _;

use crate::domain::account::AccountHost;
use crate::domain::profile::ProfileName;
use crate::domain::samples::jwt;
use crate::domain::secret::Secret;
use crate::domain::token_files::*;

fn handed(refresh: Option<&str>) -> TokenExport {
    TokenExport {
        profile: ProfileName::parse("acme").unwrap(),
        known_as: "acme".into(),
        host: AccountHost::parse("acme.amocrm.ru").unwrap(),
        base_url: "https://acme.amocrm.ru".into(),
        account_id: Some(7),
        access: jwt(r#"{"aud":"id","iat":1720000000,"exp":1720086400,"account_id":7}"#),
        expires_at: "2024-07-04T09:46:40Z".parse().unwrap(),
        expires_in: 86_400,
        refresh: refresh.map(Secret::new),
    }
}

fn text(form: Form, handed: &TokenExport) -> Secret {
    match write(form, handed) {
        Written::One(text) => text,
        Written::Folder(files) => panic!("{files:?}"),
    }
}

fn json(form: Form, handed: &TokenExport) -> serde_json::Value {
    serde_json::from_str(text(form, handed).expose()).unwrap()
}

/// As the program at the other end would be asked to give it back.
fn read_back(written: &Written) -> ImportedTokens {
    match written {
        Written::One(text) => read(text).unwrap(),
        Written::Folder(files) => {
            let file = |wanted: &str| files.iter().find(|(name, _)| *name == wanted);
            let (_, access) = file("access_token.txt").unwrap();
            read_pair(access, file("refresh_token.txt").map(|(_, text)| text)).unwrap()
        }
    }
}

/// All that is written, as text.
fn shown(written: &Written) -> String {
    match written {
        Written::One(text) => text.expose().to_owned(),
        Written::Folder(files) => files.iter().map(|(_, text)| text.expose()).collect(),
    }
}

#[test]
fn every_form_is_read_back() {
    for refresh in [None, Some("def50200ab")] {
        let handed = handed(refresh);
        for name in Form::VARIANTS {
            let form = name.parse().unwrap();
            let written = write(form, &handed);
            let found = read_back(&written);
            // A refresh token is written only where it is handed over.
            let is_shown = refresh.is_some() && form.takes_refresh();
            assert_eq!(shown(&written).contains("def50200ab"), is_shown, "{form:?}");
            assert_eq!(found.access.as_ref(), Some(&handed.access), "{form:?}");
            let expected = handed.refresh.clone().filter(|_| form.takes_refresh());
            assert_eq!(found.refresh, expected, "{form:?}");
            assert_eq!(found.access_expires_at(), Some(handed.expires_at));
            assert_eq!(found.integration().as_deref(), Some("id"));
            // Neither library knows the account: whoever uses it says it once more.
            let nameless = matches!(form, Form::AmocrmJs | Form::Python | Form::Aioamocrm);
            let host = Some(handed.host.clone()).filter(|_| !nameless);
            assert_eq!(found.host, host, "{form:?}");
        }
    }
}

#[test]
fn each_client_finds_the_fields_it_demands() {
    let handed = handed(None);
    let access = handed.access.expose();
    assert_eq!(
        json(Form::Php, &handed),
        serde_json::json!({"accessToken": access, "expires": 1_720_086_400, "refreshToken": "",
            "baseDomain": "acme.amocrm.ru"})
    );
    assert_eq!(
        json(Form::AmocrmJs, &handed),
        serde_json::json!({"token_type": "Bearer", "expires_in": 86_400, "access_token": access,
            "refresh_token": "", "expires_at": 1_720_086_400_000_i64})
    );
    assert_eq!(
        json(Form::Aioamocrm, &handed),
        serde_json::json!({"token_type": "Bearer", "access_token": access, "refresh_token": "",
            "expires_at": 1_720_086_400})
    );
    assert_eq!(
        json(Form::N8n, &handed),
        serde_json::json!([{"id": "41cf2015fd6b9de6", "name": "amoCRM acme.amocrm.ru",
            "type": "httpHeaderAuth",
            "data": {"name": "Authorization", "value": format!("Bearer {access}")}}])
    );
}

#[test]
fn an_environment_survives_a_shell() {
    let mut handed = handed(None);
    handed.access = Secret::new("it's $HOME `x`");
    let text = text(Form::Env, &handed);
    assert_eq!(
        text.expose(),
        "AMOCRM_ACCESS_TOKEN='it'\\''s $HOME `x`'\nAMOCRM_BASE_URL=https://acme.amocrm.ru\n\
         AMOCRM_ACCOUNT_ID=7\nAMOCRM_SUBDOMAIN=acme\n"
    );
}

#[test]
fn what_other_programs_wrote_is_read() {
    let access = jwt(r#"{"aud":"id"}"#);
    let token = access.expose();
    for (text, expires, host) in [
        // The answer of the token endpoint, as it was pasted.
        (
            format!(
                r#"{{"token_type":"Bearer","expires_in":86400,"server_time":1720000000,
                "access_token":"{token}","refresh_token":"def50200ab"}}"#
            ),
            Some(1_720_086_400),
            None,
        ),
        // A script's own file with everything in it.
        (
            format!(
                r#"{{"access_token":"{token}","refresh_token":"def50200ab","expires":"1720086400",
                "client_id":"id","client_secret":"s","redirect_uri":"https://x.example/",
                "base_domain":"acme.amocrm.ru"}}"#
            ),
            Some(1_720_086_400),
            Some("acme.amocrm.ru"),
        ),
        // A float, as Python writes it.
        (
            format!(
                r#"{{"access_token":"{token}","refresh_token":"def50200ab","expires_at":1720086400.25}}"#
            ),
            Some(1_720_086_400),
            None,
        ),
        (
            format!(
                "# tokens\nexport AMO_ACCESS_TOKEN=\"{token}\"\r\nAMO_REFRESH_TOKEN='def50200ab'\n\
                 AMO_DOMAIN=acme.kommo.com\n"
            ),
            None,
            Some("acme.kommo.com"),
        ),
    ] {
        let found = read(&Secret::new(&*text)).unwrap();
        assert_eq!(found.access.as_ref(), Some(&access), "{text}");
        assert_eq!(found.refresh, Some(Secret::new("def50200ab")), "{text}");
        let seconds = found.access_expires_at().map(Timestamp::as_second);
        assert_eq!(seconds, expires, "{text}");
        assert_eq!(found.host.as_ref().map(AccountHost::as_str), host, "{text}");
    }
    let bare = read(&Secret::new(format!(" {token}\n"))).unwrap();
    assert_eq!(bare.access, Some(access));
}

#[test]
fn what_is_named_after_amocrm_counts_before_what_may_be_of_any_program() {
    let access = jwt(r#"{"aud":"id"}"#);
    let token = access.expose();
    let read = |text: &str| read(&Secret::new(text)).unwrap();
    let ours = format!("AMOCRM_ACCESS_TOKEN={token}\nAMOCRM_REFRESH_TOKEN=def50200ab\n");
    let theirs = "REFRESH_TOKEN=theirs\nTOKEN=theirs\nCLIENT_ID=theirs\nCLIENT_SECRET=theirs\n";
    for text in [format!("{ours}{theirs}"), format!("{theirs}{ours}")] {
        let found = read(&text);
        assert_eq!(found.access.as_ref(), Some(&access));
        assert_eq!(found.refresh, Some(Secret::new("def50200ab")));
        assert_eq!((found.client_id, found.client_secret), (None, None));
    }
    // Nothing of another program is sent, not even where ours is missing.
    let alone = format!("AMOCRM_ACCESS_TOKEN={token}\n{theirs}");
    assert_eq!(read(&alone).refresh, None);
    // What names the same integration is its own.
    let same = "CLIENT_ID=ID\nCLIENT_SECRET=ours\nREDIRECT_URI=https://x.example/\n";
    let found = read(&format!("{same}{ours}"));
    assert_eq!(found.client_secret, Some(Secret::new("ours")));
    // Without any name of ours, the bare ones are all there is.
    let found = read(&format!("ACCESS_TOKEN={token}\nREFRESH_TOKEN=def50200ab\n"));
    assert_eq!(found.refresh, Some(Secret::new("def50200ab")));
}

#[test]
fn a_comment_behind_a_value_is_none_of_it() {
    let access = jwt(r#"{"aud":"id"}"#);
    let token = access.expose();
    for line in [
        format!("TOKEN={token} # of the bot"),
        format!("TOKEN={token}\t#"),
        format!("export TOKEN=\"{token}\" # \"quoted\""),
        format!("TOKEN = '{token}' # it's"),
    ] {
        let found = read(&Secret::new(&*line)).unwrap();
        assert_eq!(found.access.as_ref(), Some(&access), "{line}");
    }
    let found = read(&Secret::new("REFRESH_TOKEN=a#b")).unwrap();
    assert_eq!(found.refresh, Some(Secret::new("a#b")));
}

#[test]
fn what_holds_no_tokens_is_not_recognized() {
    for text in [
        "",
        "hello",
        "{}",
        "[]",
        "{\"access_token\":",
        r#"{"access_token":"","refresh_token":""}"#,
        r#"[{"id":"1","name":"x","type":"httpHeaderAuth","data":"U2FsdGVkX1"}]"#,
        "AMOCRM_ACCESS_TOKEN=\n",
    ] {
        assert_eq!(read(&Secret::new(text)), Err(Unrecognized), "{text}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_upsets_the_reader(text in ".{0,300}") {
        let _ = read(&Secret::new(text));
    }

    #[test]
    fn every_value_survives_the_quotes(value in "[ -~]{1,60}") {
        let value = value.trim().to_owned();
        proptest::prop_assume!(!value.is_empty() && !value.contains(' '));
        let mut handed = handed(None);
        handed.access = Secret::new(&*value);
        let found = read(&text(Form::Env, &handed)).unwrap();
        proptest::prop_assert_eq!(found.access, Some(Secret::new(value)));
    }
}
