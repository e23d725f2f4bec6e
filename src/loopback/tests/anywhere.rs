//! A listener at a port of the system's choice, whose pages say the name of their `CallbackPage`.

use std::sync::Arc;

use crate::domain::authorize::redirect_uri::LoopbackTarget;
use crate::loopback::{BindError, Listener, ListenerLimits, ListenerSettings, PageWords, bind};

pub const CONSENT: &str = "https://www.amocrm.ru/oauth?client_id=1&state=5a&mode=post_message";

pub fn settings(port: u16, limits: ListenerLimits) -> ListenerSettings {
    ListenerSettings {
        target: LoopbackTarget { port, path: "/callback".into(), query: None },
        consent_url: CONSENT.parse().unwrap(),
        words: Arc::new(|landing| PageWords {
            lang: "en".into(),
            title: "amokey".into(),
            sentence: format!("{landing:?}"),
            hint: None,
        }),
        notes: None,
        limits,
    }
}

/// The port is free on 127.0.0.1; where somebody has it on `::1`, the next one is tried.
pub fn open_within(limits: ListenerLimits) -> (Listener, u16) {
    loop {
        match bind(settings(0, limits)) {
            Err(BindError::Taken { .. }) => {}
            listener => {
                let listener = listener.unwrap();
                let port = listener.port();
                return (listener, port);
            }
        }
    }
}
