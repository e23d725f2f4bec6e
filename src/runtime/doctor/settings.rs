//! What the settings are, and of two that were said, which one holds.

use strum::VariantArray as _;

use crate::domain::settings::{Origin, Setting};
use crate::runtime::settings::{self, HomeSettings};
use crate::service::doctor::check::Check;

/// The file, then every setting that somebody has said something of.
pub fn checks() -> Vec<Check> {
    let current = settings::current();
    let said = Setting::VARIANTS.iter().filter_map(|setting| said(current, *setting));
    std::iter::once(file(current)).chain(said).collect()
}

fn file(current: &HomeSettings) -> Check {
    let path = current.path.display();
    if let Some(trouble) = &current.unreadable {
        return Check::trouble("settings", trouble.clone());
    }
    let wrong: Vec<_> = current.file.wrong.iter().map(|wrong| wrong.line.to_string()).collect();
    if !wrong.is_empty() {
        return Check::attention("settings", "doctor-settings-wrong")
            .text("path", path)
            .text("lines", wrong.join(", "))
            .run("amokey config edit");
    }
    let id = if current.path.exists() { "doctor-settings-fine" } else { "doctor-settings-none" };
    Check::ok("settings", id).text("path", path)
}

fn said(current: &HomeSettings, setting: Setting) -> Option<Check> {
    let name = format!("setting:{}", setting.into_str());
    let (value, origin) = current.get(setting);
    let check = match (origin, current.file.get(setting)) {
        (Origin::Default, _) => return None,
        (Origin::File { line }, _) => {
            Check::ok(name, "doctor-setting-file").number("line", u64::try_from(line).ok()?)
        }
        (Origin::Variable, Some(said)) if Some(&said.value) != value.as_ref() => {
            Check::attention(name, "doctor-setting-overrides")
                .text("file", &said.value)
                .run(format_args!("unset {}", setting.variable()))
        }
        (Origin::Variable, _) => Check::ok(name, "doctor-setting-variable"),
    };
    Some(check.text("value", value?).text("variable", setting.variable()))
}
