//! Draws what is to be done about a store that cannot be used, and the question whether to leave.

use super::scene::{Keep, Scene};
use crate::app::wizard::store_step::{Placed, StoreStage, StoreStep, StoreWay};
use crate::domain::profile::StoreKind;
use crate::domain::trouble::Cause;
use crate::ui::widgets::field::Mask;

pub fn draw(step: &StoreStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    match &step.stage {
        StoreStage::Trying(awaited) => {
            scene.title("step-store", &words.text("store-title"));
            let text = words.say("keys-checking", &[("store", scene.store().into())]);
            scene.text(Keep::Always, &scene.busy(&text, awaited));
        }
        StoreStage::Refused(trouble, choice) => {
            scene.title("step-store", &words.text("store-title"));
            // What to do about it is the choice below.
            scene.told_trouble(trouble);
            scene.space();
            let locked = matches!(trouble.cause, Cause::StoreLocked | Cause::StoreTimedOut);
            scene.choice(choice, |way| {
                words.text(match way {
                    StoreWay::SealedFile => "store-way-file",
                    StoreWay::AnotherPlace => "store-way-place",
                    StoreWay::Again if locked => "store-way-unlocked",
                    StoreWay::Again => "store-way-again",
                })
            });
            scene.space();
            if matches!(choice.chosen(), Some(StoreWay::SealedFile)) {
                about(step, scene);
            }
        }
        StoreStage::Place(_, field, placed) => {
            scene.title("step-store", &words.text("store-place-title"));
            scene.field(field, Mask::Open, true);
            match placed {
                Placed::Unchecked => scene.hint(&words.text("store-place-hint")),
                Placed::Lines => scene.wrong(&words.text("paste-lines")),
                Placed::Relative => scene.wrong(&words.text("store-place-relative")),
            }
            scene.space();
            said_before(scene);
        }
        StoreStage::Making(awaited) => {
            scene.title("step-store", &words.text("store-title"));
            let text = scene.busy(&words.text("store-making"), awaited);
            scene.text(Keep::Always, &text);
        }
    }
}

/// What a sealed file is, where its key will be, and what it means for what is kept elsewhere.
fn about(step: &StoreStep, scene: &mut Scene<'_>) {
    let words = scene.words;
    let place = [("path", step.key_file.as_str().into())];
    scene.text(Keep::Text, &words.say("store-file-about", &place));
    said_before(scene);
    let elsewhere = scene.wizard.profiles.all.iter();
    let elsewhere = elsewhere.filter(|profile| profile.store == StoreKind::Keychain).count();
    if elsewhere > 0 {
        scene.attention(&words.say("store-file-others", &[("count", elsewhere.into())]));
    }
}

/// A variable comes before the settings, in each process that follows. One that says a sealed file is of the same mind.
fn said_before(scene: &mut Scene<'_>) {
    let settings = &scene.model.settings;
    let offer = settings.sealed_file.as_ref().filter(|_| settings.store == StoreKind::Keychain);
    if let Some(said) = offer.and_then(|offer| offer.store_said.as_deref()) {
        scene.attention(&scene.words.say("store-this-run", &[("said", said.into())]));
    }
}

pub fn draw_leaving(scene: &mut Scene<'_>) {
    scene.title("step-account", &scene.words.text("leave-title"));
    scene.text(Keep::Always, &scene.words.text("leave-lost"));
}
