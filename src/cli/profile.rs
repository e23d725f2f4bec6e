//! Which profile is meant.

use super::{Exit, Failure, failure};
use crate::domain::authorize::naming::is_taken;
use crate::domain::profile::{Profile, ProfileName};
use crate::domain::settings::Setting;
use crate::i18n::Catalog;
use crate::runtime::settings;
use crate::service::profiles::unknown::no_such;
use crate::service::{Context, profiles};

pub fn name(text: &str) -> Result<ProfileName, Failure> {
    let bad = |_| Failure::usage("cli-bad-profile-name").with("name", text);
    ProfileName::parse(text).map_err(bad)
}

/// The one named, else the one that the settings name, else the only one there is.
pub async fn chosen(context: &Context, named: Option<&str>) -> Result<ProfileName, Failure> {
    if let Some(text) =
        named.map(ToOwned::to_owned).or_else(|| settings::current().said(Setting::Profile))
    {
        return name(&text);
    }
    let known = match profiles::all(context).await {
        Ok(known) => known,
        // Whoever has a single profile needs no list of them.
        Err(trouble) => {
            let stored = context.with_store(|store| store.profiles()).await;
            return match stored.unwrap_or_default().as_slice() {
                [only] => Ok(only.clone()),
                [] | [_, ..] => Err(trouble.into()),
            };
        }
    };
    match (known.all.as_slice(), known.unreadable.as_slice()) {
        ([only], []) => Ok(only.name.clone()),
        ([], []) => Err(Failure::usage("cli-no-profiles")),
        ([], [only]) => only.profile().ok_or_else(|| only.trouble().into()),
        ([_, ..], _) | ([], [_, ..]) => Err(Failure::usage("cli-which-profile")),
    }
}

pub async fn existing(context: &Context, name: &ProfileName) -> Result<Profile, Failure> {
    let wanted = name.clone();
    let row = context.with_ledger(move |ledger| ledger.profile(&wanted)).await?;
    match row {
        Some(row) => Ok(row),
        None => Err(no_such(context, name).await.into()),
    }
}

/// All profiles. Rows that cannot be read are told, and written anew where that can be.
pub async fn everyone(context: &Context, words: &Catalog) -> Result<(Vec<Profile>, Exit), Failure> {
    let known = profiles::all(context).await?;
    if known.unreadable.is_empty() {
        return Ok((known.all, Exit::Done));
    }
    for row in &known.unreadable {
        failure::tell(words, &row.trouble(), None);
        // Whoever reads the record writes the row anew.
        if let Some(name) = row.profile()
            && let Err(trouble) = context.load(&name).await
        {
            failure::tell(words, &trouble, None);
        }
    }
    let known = profiles::all(context).await?;
    Ok((known.all, if known.unreadable.is_empty() { Exit::Done } else { Exit::Failed }))
}

/// The profiles that are named, or the one that is meant where none is.
pub async fn several(context: &Context, texts: &[String]) -> Result<Vec<Profile>, Failure> {
    let names = texts.iter().map(|text| name(text));
    let mut names = names.collect::<Result<Vec<_>, _>>()?;
    if names.is_empty() {
        names.push(chosen(context, None).await?);
    }
    // A ledger that was lost is written again from the records: all of them, or where that cannot be, name by name.
    if let Err(trouble) = profiles::all(context).await {
        tracing::warn!(%trouble, "only what is asked for is put on the list");
    }
    for name in &names {
        context.load(name).await.map_err(Failure::of(name))?;
        existing(context, name).await?;
    }
    let mut asked = profiles::all(context).await?.all;
    asked.retain(|profile| names.contains(&profile.name));
    Ok(asked)
}

/// Refuses, before anything is asked, to set up another connection under the name of one that is there.
pub async fn is_free(context: &Context, wished: &ProfileName) -> Result<(), Failure> {
    match context.listed(wished).await?.filter(is_taken) {
        Some(row) => Err(Failure::usage("cli-setup-taken")
            .with("name", &row.name)
            .with("account", &row.host)
            .below([format!("amokey authorize {}", row.name.in_shell())])),
        None => Ok(()),
    }
}
