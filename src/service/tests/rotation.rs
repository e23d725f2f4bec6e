//! Each way a rotation ends.

use super::*;
use crate::domain::samples::jwt;

#[tokio::test]
async fn a_new_pair_is_saved_with_the_old_token_until_it_has_worked() {
    let scene = Scene::strict().await;
    let before = scene.grant();
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    let after = scene.grant();
    assert_ne!(after.tokens.refresh, before.tokens.refresh);
    assert_eq!(after.previous_refresh, Some(before.tokens.refresh));
    assert_eq!(after.refreshing_since, None);
    assert_eq!(scene.row().last_refresh.unwrap().outcome, Outcome::Rotated);
    assert_eq!(scene.history()[0].outcome, Outcome::Rotated);
    assert!(scene.history()[0].took_ms.is_some());

    scene.verified().await.unwrap();
    assert_eq!(scene.grant().previous_refresh, None);
    assert_eq!(scene.row().generation, scene.record().generation);
}

#[tokio::test]
async fn what_is_good_enough_costs_no_request() {
    let scene = Scene::grace().await;
    let need = Need::Valid(SignedDuration::from_hours(23));
    assert_eq!(scene.refresh(need).await.unwrap().outcome, Outcome::StillFresh);
    assert_eq!(scene.record().generation, 1);
    scene.pass(SignedDuration::from_hours(2));
    assert_eq!(scene.refresh(need).await.unwrap().outcome, Outcome::Rotated);
}

#[tokio::test]
async fn temporary_troubles_are_outwaited_with_the_same_token() {
    for fault in ["500", "504", "429_text", "drop_before", "cut", "html_200", "empty_200"] {
        let scene = Scene::grace().await;
        let fault: Fault = fault.parse().unwrap();
        scene.sandbox.fault([fault; 3]);
        assert_eq!(scene.forced().await, Ok(Outcome::Rotated), "{fault:?}");
        assert!(scene.works().await);
    }
}

#[tokio::test]
async fn no_temporary_trouble_and_no_blockade_marks_a_profile_as_lost() {
    let faults = "500 504 429 429_text drop_before html_200 empty_200 huge \
        402 403_html 403_json 404 301 307";
    for fault in faults.split_whitespace() {
        let scene = Scene::strict().await;
        let before = scene.grant();
        scene.sandbox.fault(vec![fault.parse().unwrap(); 8]);
        let trouble = scene.refresh(Need::Forced).await.unwrap_err();
        assert_ne!(trouble.cause.severity(), Severity::Person, "{fault}");
        assert_eq!(scene.record().needs_authorization, None, "{fault}");
        assert_eq!(scene.grant().tokens, before.tokens, "{fault}");
        assert_eq!(scene.history()[0].outcome, Outcome::of_failure(trouble.cause.severity()));
        // Whatever is left of the faults is over at some time, and then the same token works.
        while scene.forced().await != Ok(Outcome::Rotated) {
            scene.is_idle(SignedDuration::from_hours(1));
        }
        assert!(scene.works().await, "{fault}");
    }
}

#[tokio::test]
async fn a_long_retry_after_is_told_instead_of_slept() {
    let scene = Scene::grace().await;
    scene.sandbox.fault([Fault::TooMany]);
    let retry_after = Some(300);
    assert_eq!(scene.forced().await, Err(Cause::TooManyRequests { retry_after }));
    // The server did nothing: no answer is missing.
    assert_eq!(scene.grant().refreshing_since, None);
}

#[tokio::test]
async fn with_grace_a_lost_answer_is_made_good() {
    let scene = Scene::grace().await;
    scene.sandbox.fault([Fault::DropAfter]);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    // The code, the answer that was lost, and one more: the client does not try again by itself.
    assert_eq!(scene.sandbox.stats().token_requests_total(), 3);
    assert!(scene.works().await);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn without_grace_a_lost_answer_says_what_happened_and_when() {
    let scene = Scene::strict().await;
    let now = scene.context.now();
    scene.sandbox.fault([Fault::DropAfter]);
    let trouble = scene.refresh(Need::Forced).await.unwrap_err();
    let hint = Some("Token has been revoked".to_owned());
    assert_eq!(trouble.detail.hint, hint);
    let needs = scene.record().needs_authorization.unwrap();
    let at = needs.lost_at.unwrap();
    assert!(now <= at && at <= needs.since);
    assert_eq!(trouble.cause, Cause::AnswerLost { at });
    assert_eq!(needs.hint, hint);
    assert_eq!(scene.row().needs_authorization, Some(needs));
    assert_eq!(scene.history()[0].outcome, Outcome::NeedsAuthorization);
    assert_eq!(scene.history()[0].detail, hint);
    // Whoever asks later is told the same.
    let later = scene.refresh(Need::Due).await.unwrap_err();
    assert_eq!(later.cause, Cause::AnswerLost { at });
}

#[tokio::test]
async fn a_crash_before_the_answer_was_saved_is_told_with_its_time() {
    let scene = Scene::strict().await;
    let crashed = scene.context.now();
    let token = scene.grant().tokens.refresh;
    // As a process that is killed leaves it: marked, spent, and not saved.
    scene.change_grant(|grant| grant.refreshing_since = Some(crashed)).await;
    let oauth = &scene.context.oauth;
    oauth.refresh(&scene.at(), &scene.credentials(), &token).await.unwrap();
    scene.pass(SignedDuration::from_hours(5));
    assert_eq!(scene.forced().await, Err(Cause::AnswerLost { at: crashed }));
}

#[tokio::test]
async fn a_revoked_access_needs_a_person_and_is_not_asked_for_again() {
    let scene = Scene::grace().await;
    assert!(scene.sandbox.revoke("demo"));
    // Whoever asks once more anyway hears the same.
    for _ in 0..2 {
        assert_eq!(scene.forced().await, Err(Cause::TokenRevoked));
    }
    let needs = scene.record().needs_authorization.unwrap();
    assert_eq!((needs.lost_at, needs.hint.as_deref()), (None, Some("Token has been revoked")));
    let asked = scene.sandbox.stats();
    scene.pass(SignedDuration::from_hours(30));
    let again = scene.refresh(Need::Valid(SignedDuration::ZERO)).await.unwrap_err();
    assert_eq!(again.cause, Cause::NeedsAuthorization { name: "demo".into() });
    assert_eq!(scene.sandbox.stats(), asked);
}

/// The token endpoint answered as the API does: it heals by itself.
#[tokio::test]
async fn a_refusal_of_the_api_marks_nothing() {
    let scene = Scene::strict().await;
    scene.sandbox.fault([Fault::Unauthorized; 2]);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
    scene.sandbox.fault([Fault::Unauthorized; 6]);
    assert_eq!(scene.forced().await, Err(Cause::ServerError));
    assert_eq!(scene.record().needs_authorization, None);
    assert_eq!(scene.grant().refreshing_since, None);
}

#[tokio::test]
async fn a_renamed_account_is_followed() {
    let scene = Scene::grace().await;
    scene.verified().await.unwrap();
    let account = scene.row().account;
    assert!(scene.sandbox.rename("demo", "acme"));
    assert_eq!(scene.forced().await, Ok(Outcome::Renamed));
    assert_eq!(scene.row().host.as_str(), "acme.amocrm.ru");
    assert_eq!(scene.row().account, account);
    assert_eq!(scene.record().connection.unwrap().host.as_str(), "acme.amocrm.ru");
    assert!(scene.works().await);
    assert_eq!(scene.forced().await, Ok(Outcome::Rotated));
}

#[tokio::test]
async fn tokens_of_another_account_are_kept_and_not_handed_out() {
    let scene = Scene::strict().await;
    scene.verified().await.unwrap();
    // What is stored names another account than the one that answers: the address has changed hands.
    let access = jwt(r#"{"account_id":7}"#);
    scene.change_grant(|grant| grant.tokens.access = access).await;
    let before = scene.grant().tokens.refresh;
    let trouble = scene.refresh(Need::Forced).await.unwrap_err();
    let Cause::AnotherAccount { expected, got } = &trouble.cause else {
        panic!("{trouble}");
    };
    assert_eq!((expected.as_str(), got.as_str()), ("7", "31400001"));
    assert_ne!(scene.grant().tokens.refresh, before);
    assert!(scene.works().await);
    assert!(scene.row().needs_authorization.is_some());
    let token = scene.token_for(SignedDuration::ZERO).await;
    let cause = Cause::NeedsAuthorization { name: scene.name.to_string() };
    assert!(matches!(token, Err(TokenError::Trouble(trouble)) if trouble.cause == cause));
}
