//! What follows a refresh or an authorization: kept exports, and hooks. It never gets into the way of those who wait for
//! the tokens: what fails is told to the history, and a program that ends waits for it.

use super::context::Context;
use super::{export, hooks};
use crate::domain::profile::ProfileName;

/// Begins what follows, and does not wait for it. Nothing is written again where there are no new tokens.
pub fn begin(context: &Context, name: &ProfileName, is_new: bool) {
    let under_way = context.under_way.begin();
    let (context, name) = (context.clone(), name.clone());
    tokio::spawn(async move {
        if is_new {
            export::again(&context, &name).await;
        }
        hooks::run(&context, &name, is_new).await;
        drop(under_way);
    });
}
