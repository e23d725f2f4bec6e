//! Where a test has the program die, as of `kill -9`: in debug builds alone. A release has nothing of it.
//!
//! `AMOKEY_KILL_AT` names the step after which it ends: `locked`, `read`, `marked`, `answered`, `saved`, `shown` of a
//! refresh; `prepared` of an export; `begun`, `written`, `synced`, `renamed` of a sealed file that is replaced; `copied`,
//! `compared`, `listed` of a profile that moves to another store; `leaving`, `arrived`, `listed`, `left` of one that gets
//! another name; `packed`, `marked-away`, `all-away`, `named` of a pack, `claimed`, `taken`, `listed` of what is unpacked.

/// Goes on, unless this is the step to die after.
#[cfg(all(debug_assertions, unix))]
pub fn passed(step: &str) {
    if std::env::var_os("AMOKEY_KILL_AT").is_some_and(|wanted| wanted == step) {
        // Nothing runs after it: no destructor, no flush, no other thread.
        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGKILL);
    }
}

#[cfg(not(all(debug_assertions, unix)))]
pub const fn passed(_step: &str) {}
