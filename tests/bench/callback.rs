//! Callback received → tokens saved → page answered.

use std::process::Stdio;

use amokey::sandbox::Options;

use crate::figures::{AMOKEY, Times, connected, program};
use crate::http;

pub fn from_the_browser() {
    let person = connected(&Options { limits: false, ..Options::default() });
    let mut times = Vec::new();
    for _ in 0..50 {
        let mut authorize = program(&person, AMOKEY, &["authorize", "demo", "--browser"]);
        let mut child = authorize.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let callback = person.allows(&person.sees_the_page_open());
        let begun = std::time::Instant::now();
        let (status, page) = http::visit(&callback);
        times.push(begun.elapsed());
        assert_eq!(status, 200, "{page}");
        assert!(child.wait().unwrap().success());
    }
    Times::new(times).tell("callback → tokens saved → page", "(under 60 ms)");
}
