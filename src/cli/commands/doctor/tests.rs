//! Checks in words, and words in a table.

use super::render::{Rendered, render};
use super::table::{TableStyle, table};
use crate::domain::lang::Lang;
use crate::domain::trouble::Cause;
use crate::i18n::Catalog;
use crate::service::doctor::check::{Check, CheckStatus, Fact};

const PLAIN: TableStyle = TableStyle { colour: false, width: None };

fn rendered(name: &str, result: CheckStatus, remedy: Option<&str>) -> Rendered {
    Rendered { name: name.into(), result, evidence: "seen".into(), remedy: remedy.map(Into::into) }
}

fn sample() -> [Rendered; 3] {
    [
        rendered("ledger", CheckStatus::Ok, None),
        rendered("loopback:18497", CheckStatus::Failed, Some("one\ntwo")),
        rendered("proxy", CheckStatus::NotApplicable, None),
    ]
}

#[test]
fn columns_are_aligned_and_remedies_stand_below() {
    let text = table(&sample(), PLAIN, &Catalog::new(Lang::En));
    assert_eq!(
        text,
        "✓ ok        list of profiles  seen\n\
         ✗ failed    port 18497        seen\n\
         \x20 → one\n\
         \x20   two\n\
         – not here  proxy             seen\n\
         \n\
         ok: 1 · worth a look: 0 · failed: 1\n"
    );
}

#[test]
fn what_was_seen_stays_in_its_column_and_a_remedy_stays_whole() {
    let checks = [Rendered {
        evidence: "one two three four five six /a/path/that/is/longer/than/its/column".into(),
        ..rendered(
            "ledger",
            CheckStatus::Failed,
            Some("a command that goes on and on and on and on"),
        )
    }];
    let style = TableStyle { width: Some(56), ..PLAIN };
    let text = table(&checks, style, &Catalog::new(Lang::En));
    let (table, _) = text.split_once("\n\n").unwrap();
    assert_eq!(
        table,
        "✗ failed  list of profiles  one two three four five six\n\
         \x20                           /a/path/that/is/longer/than/its/column\n\
         \x20 → a command that goes on and on and on and on"
    );
}

#[test]
fn colours_only_repeat_what_is_said() {
    for lang in Lang::ALL {
        let words = Catalog::new(lang);
        let plain = table(&sample(), PLAIN, &words);
        let coloured = TableStyle { colour: true, ..PLAIN };
        let mut coloured = table(&sample(), coloured, &words);
        assert_ne!(plain, coloured);
        for code in ["32", "31", "2", "0"] {
            coloured = coloured.replace(&format!("\u{1b}[{code}m"), "");
        }
        assert_eq!(plain, coloured);
    }
}

#[test]
fn each_check_speaks_the_language_of_the_person() {
    let speaks = |check: Check, parts: &[[&str; 3]]| {
        for (at, lang) in [Lang::En, Lang::Ru, Lang::Uk].into_iter().enumerate() {
            let words = Catalog::new(lang);
            let table = table(&[render(&check, &words)], PLAIN, &words);
            for part in parts {
                assert!(table.contains(part[at]), "{}: {table}", part[at]);
            }
        }
    };
    let held = Check::attention("lock:demo", "doctor-lock-held-by")
        .text("holder", "amokey refresh (pid 7)")
        .text("pid", 7)
        .fix("doctor-lock-mend");
    speaks(held, &[["lock of demo", "блокировка demo", "блокування demo"], ["kill 7"; 3]]);
    let behind = Check::attention("clock:demo.amocrm.ru", "doctor-clock-behind")
        .text("host", "demo.amocrm.ru")
        .fact("off", Fact::Seconds(300))
        .run("set the clock");
    let apart = [
        "behind demo.amocrm.ru by 5 min",
        "отстаёт от demo.amocrm.ru на 5 мин",
        "відстає від demo.amocrm.ru на 5 хв",
    ];
    let run = ["Run: set the clock", "Выполните: set the clock", "Виконайте: set the clock"];
    speaks(behind, &[apart, run]);
    let silent = Check::failed("proxy", "doctor-proxy-silent").text("proxy", "http://proxy:1");
    speaks(silent, &[["does not answer", "не отвечает", "не відповідає"]]);
    let authorities = Check::trouble("certificates:demo.amocrm.ru", Cause::Untrusted.into())
        .fix("doctor-certificates-own");
    let own = [
        "your proxy’s certificate",
        "с сертификатом вашего прокси",
        "із сертифікатом вашого проксі",
    ];
    speaks(authorities, &[own]);
    let browser = Check::attention("browser", "doctor-browser-missing").text("program", "w4m");
    speaks(browser, &[["no such program", "такой программы нет", "такої програми немає"]]);
    let open = Check::failed("folder", "doctor-folder-writable").text("entry", "/home");
    let others = [
        "others may change",
        "другие пользователи могут менять",
        "інші користувачі можуть змінювати",
    ];
    speaks(open, &[others]);
    let damaged = Check::trouble("ledger", Cause::LedgerDamaged.into()).fix("doctor-ledger-mend");
    let not_in_it =
        ["The tokens are not in it", "Токены хранятся не в нём", "Токени зберігаються не в ньому"];
    speaks(damaged, &[not_in_it]);
    let cron = Check::attention("cron", "doctor-cron-needs-store")
        .text("lines", "ONE=1\nTWO=2")
        .fix("doctor-cron-mend");
    let crontab = ["crontab -e opens", "открывает crontab -e", "відкриває crontab -e"];
    speaks(cron, &[crontab, ["\n    ONE=1\n    TWO=2\n"; 3]]);
    let missing = Check::trouble("store", Cause::StoreMissing.into());
    speaks(missing, &[["no keychain", "нет хранилища", "немає сховища"], ["amokey store init"; 3]]);
    let locked = Check::trouble("store", Cause::StoreLocked.into());
    speaks(locked, &[["locked", "заблокировано", "заблоковано"]]);
    let differs = Check::attention("record:demo", "doctor-record-differs")
        .text("column", "generation")
        .text("row", "8")
        .text("record", "1");
    let list = ["the list says generation 8", "в списке generation — 8", "у списку generation — 8"];
    speaks(differs, &[list]);
}
