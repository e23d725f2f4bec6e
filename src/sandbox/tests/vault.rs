//! The rules of rotation, each as a story of plain values.

use super::super::options::Rotation;
use super::super::refusal::TokenRefusal;
use super::super::vault::{AccountId, Bearer, TokenPair, Vault};

const NOW: i64 = 1_720_000_000;
const DAY: i64 = 86_400;
const ACME: AccountId = 1;
const OTHER: AccountId = 2;

fn bearer() -> Bearer {
    Bearer { account: ACME, client_id: "client".to_owned() }
}

fn pair(n: u8) -> TokenPair {
    TokenPair {
        access: format!("access{n}"),
        refresh: format!("refresh{n}"),
        access_expires_at: NOW + DAY,
    }
}

fn refresh(vault: &mut Vault, from: u8, to: u8) -> Result<(), TokenRefusal> {
    let spent = pair(from).refresh;
    let family = vault.refreshable(&spent, "client", ACME, NOW)?;
    vault.rotate(family, &spent, &pair(to), NOW);
    Ok(())
}

fn started(rotation: Rotation) -> Vault {
    let mut vault = Vault::new(rotation);
    vault.begin(bearer(), &pair(0), NOW);
    vault
}

#[test]
fn a_code_buys_once_and_only_where_it_belongs() {
    let mut vault = started(Rotation::Grace);
    vault.keep_code("code".to_owned(), bearer(), NOW);
    let mut spend =
        |code: &str, client: &str, account, now| vault.spend_code(code, client, account, now);
    assert_eq!(spend("cut", "client", Some(ACME), NOW), Err(TokenRefusal::CodeGarbled));
    assert_eq!(spend("refresh0", "client", Some(ACME), NOW), Err(TokenRefusal::CodeMalformed));
    assert_eq!(spend("code", "other", Some(ACME), NOW), Err(TokenRefusal::CodeNotLinked));
    assert_eq!(spend("code", "client", Some(OTHER), NOW), Err(TokenRefusal::InvalidAccount));
    assert_eq!(spend("code", "client", None, NOW), Err(TokenRefusal::InvalidAccount));
    assert_eq!(spend("code", "client", Some(ACME), NOW + 1200), Err(TokenRefusal::CodeExpired));
    assert_eq!(spend("code", "client", Some(ACME), NOW + 1199), Ok(ACME));
    assert_eq!(spend("code", "client", Some(ACME), NOW), Err(TokenRefusal::CodeRevoked));
}

#[test]
fn grace_keeps_the_old_refresh_token_until_the_new_pair_is_used() {
    type Use = fn(&mut Vault);
    let uses: [Use; 3] = [
        |vault| assert!(vault.use_access("access1", NOW).is_some()),
        |vault| assert!(vault.use_refresh("refresh1", NOW).is_some()),
        |vault| assert_eq!(refresh(vault, 1, 2), Ok(())),
    ];
    for use_it in uses {
        let mut vault = started(Rotation::Grace);
        assert_eq!(refresh(&mut vault, 0, 1), Ok(()));
        assert!(vault.refreshable("refresh0", "client", ACME, NOW).is_ok());
        use_it(&mut vault);
        assert_eq!(
            vault.refreshable("refresh0", "client", ACME, NOW),
            Err(TokenRefusal::TokenRevoked)
        );
    }
}

#[test]
fn using_the_old_access_token_does_not_end_the_grace() {
    let mut vault = started(Rotation::Grace);
    assert_eq!(refresh(&mut vault, 0, 1), Ok(()));
    assert!(vault.use_access("access0", NOW).is_some());
    assert!(vault.use_refresh("refresh0", NOW).is_some());
    assert!(vault.refreshable("refresh0", "client", ACME, NOW).is_ok());
}

#[test]
fn a_pair_whose_answer_was_lost_is_replaced() {
    let mut vault = started(Rotation::Grace);
    assert_eq!(refresh(&mut vault, 0, 1), Ok(()));
    assert_eq!(refresh(&mut vault, 0, 2), Ok(()));
    assert_eq!(refresh(&mut vault, 1, 3), Err(TokenRefusal::TokenRevoked));
    assert_eq!(refresh(&mut vault, 2, 3), Ok(()));
}

#[test]
fn refresh_tokens_are_refused_in_the_servers_order() {
    let vault = started(Rotation::Grace);
    let ask = |token: &str, client: &str, account, now| {
        vault.refreshable(token, client, account, now).err()
    };
    assert_eq!(ask("cut", "other", OTHER, NOW + 91 * DAY), Some(TokenRefusal::TokenGarbled));
    assert_eq!(ask("refresh0", "other", OTHER, NOW + 91 * DAY), Some(TokenRefusal::TokenNotLinked));
    assert_eq!(ask("refresh0", "client", OTHER, NOW + 91 * DAY), Some(TokenRefusal::TokenExpired));
    assert_eq!(ask("refresh0", "client", OTHER, NOW), Some(TokenRefusal::InvalidAccount));
    assert_eq!(ask("refresh0", "client", ACME, NOW + 89 * DAY), None);
}

#[test]
fn families_of_different_codes_are_independent() {
    let mut vault = started(Rotation::Strict);
    vault.begin(bearer(), &pair(5), NOW);
    assert_eq!(refresh(&mut vault, 0, 1), Ok(()));
    assert_eq!(refresh(&mut vault, 5, 6), Ok(()));
    assert_eq!(refresh(&mut vault, 1, 2), Ok(()));
}

#[test]
fn revocation_ends_everything_it_is_meant_for_and_nothing_else() {
    let mut vault = started(Rotation::Grace);
    vault.keep_code("code".to_owned(), bearer(), NOW);
    vault.keep_long_lived(bearer(), "long".to_owned(), NOW + 365 * DAY);
    let other = Bearer { account: OTHER, ..bearer() };
    vault.begin(other.clone(), &pair(9), NOW);
    vault.revoke(|bearer| bearer.account == ACME);
    assert_eq!(refresh(&mut vault, 0, 1), Err(TokenRefusal::TokenRevoked));
    assert_eq!(vault.use_access("access0", NOW), None);
    assert_eq!(vault.use_access("long", NOW), None);
    assert_eq!(vault.spend_code("code", "client", Some(ACME), NOW), Err(TokenRefusal::CodeRevoked));
    assert_eq!(vault.use_access("access9", NOW), Some(other));
}
