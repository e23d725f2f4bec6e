//! A server: no desktop, no session bus, no terminal, nobody there.

use serde_json::Value;

use super::cron::{INSTALL, as_cron_does};
use super::{refreshes_once, scheduling, tomorrow};
use crate::script::{given, script};

#[test]
#[ignore = "needs faketime: tests/run"]
fn what_cron_keeps_alive_is_there_for_every_script() {
    let person = scheduling("en");
    assert_eq!(script(&person, &INSTALL).status.code(), Some(0));
    refreshes_once(&person, || as_cron_does(&person).output().unwrap());
    let token = tomorrow(&person, &["token"]);
    let print = ["exec", "--", "sh", "-c", "echo $AMOCRM_ACCESS_TOKEN"];
    assert_eq!(tomorrow(&person, &print), token);
    let account: Value =
        serde_json::from_str(&tomorrow(&person, &["api", "/api/v4/account"])).unwrap();
    assert_eq!(account["name"], "Ромашка");
    let contacts = tomorrow(&person, &["lead", "contacts", "20000101"]);
    assert!(contacts.contains("Ольга Жукова"), "{contacts}");
    let status = tomorrow(&person, &["status", "--check", "--within", "1h"]);
    assert!(status.contains("demo"), "{status}");
    // None of them had to do what cron had done.
    assert_eq!(given(&person), 1);
}
