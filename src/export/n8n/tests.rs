//! The variable, whatever was there before, and every refusal.

pub mod stand_in;

use crate::export::n8n::tests::stand_in::{KEY, StandIn};
use crate::export::n8n::*;

fn n8n(stand_in: &StandIn, key: &str) -> N8n {
    N8n::new(stand_in.url(), &Secret::new(key)).unwrap()
}

#[tokio::test]
async fn a_token_is_written_and_written_over_whatever_its_length() {
    let stand_in = StandIn::start(&[("A", "1"), ("B", "2"), ("C", "3")], None);
    let n8n = n8n(&stand_in, KEY);
    for (length, parts) in [(1083, 2), (1000, 1), (1019, 2), (300, 1)] {
        let token = Secret::new("x".repeat(length - 1) + "e");
        assert_eq!(n8n.write(&token).await, Ok(parts));
        assert_eq!(stand_in.token(), token.expose());
    }
    let names: Vec<_> = stand_in.variables().into_iter().map(|(key, _)| key).collect();
    assert_eq!(names, ["A", "B", "C", "AMOCRM_ACCESS_TOKEN_2", "AMOCRM_ACCESS_TOKEN"]);
}

#[tokio::test]
async fn each_refusal_is_told_and_no_redirect_is_followed() {
    let token = Secret::new("token");
    let stand_in = StandIn::start(&[], None);
    assert_eq!(n8n(&stand_in, "wrong").write(&token).await, Err(N8nError::KeyRefused));
    for (status, expected) in [
        (401, N8nError::KeyRefused),
        (403, N8nError::NotAllowed),
        (307, N8nError::Answered(307)),
        (500, N8nError::Answered(500)),
        (200, N8nError::Unreadable),
    ] {
        let stand_in = StandIn::start(&[], Some(status));
        assert_eq!(n8n(&stand_in, KEY).write(&token).await, Err(expected));
        assert_eq!(stand_in.asked(), 1, "{status}");
    }
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let nobody = N8n::new(N8nUrl::parse(&url).unwrap(), &Secret::new(KEY)).unwrap();
    assert_eq!(nobody.write(&token).await, Err(N8nError::Unreachable));
}
