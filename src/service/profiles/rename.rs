//! Another name for a profile. At no instant it is under neither name, and never its refresh token is sent under both:
//! the old record is marked before the new one is there, and whoever finds a mark finishes the rename before anything
//! else. It goes on from wherever somebody was killed.

use crate::domain::profile::ProfileName;
use crate::domain::profile::history::{Action, Event, Outcome};
use crate::domain::tokens::{Record, Renaming, Watcher, nobody};
use crate::domain::trouble::{Cause, Trouble};
use crate::service::after_refresh;
use crate::service::context::Context;
use crate::store::{ProfileLock, killpoint};

/// Gives a profile another name, with all that is known of it. Until both names are held nothing has happened; from then
/// on it is finished, whoever goes away.
pub async fn rename(
    context: &Context,
    from: &ProfileName,
    to: &ProfileName,
    watcher: &Watcher,
) -> Result<(), Trouble> {
    let taken = || Cause::NameTaken { name: to.to_string() };
    if from == to {
        return Err(taken().into());
    }
    let both = loop {
        for name in [from, to] {
            let Some(begun) = begun(context, name).await? else { continue };
            finish(context, name, &begun).await?;
            // Whoever asks for the same once more has it.
            let is_same = names(name, &begun) == (from, to);
            if is_same && context.record(from).await?.is_none() {
                return Ok(());
            }
        }
        let both = BothNames::hold(context, from, to, watcher).await?;
        // Somebody may have begun another rename of one of them, and have been killed.
        if both.old.renaming.is_none() && both.new.renaming.is_none() {
            break both;
        }
    };
    if both.old.is_bare() {
        return Err(context.absent(from).await);
    }
    let wanted = to.clone();
    if !both.new.is_bare() || context.with_ledger(move |ledger| ledger.has_profile(&wanted)).await?
    {
        return Err(taken().into());
    }
    context.finish(Box::pin(both.begin())).await
}

/// The mark of a record, where it has one.
async fn begun(context: &Context, name: &ProfileName) -> Result<Option<Renaming>, Trouble> {
    match context.record(name).await {
        Ok(record) => Ok(record.and_then(|record| record.renaming)),
        // Perhaps it is in another store, which is worth telling.
        Err(_) => context.stored(name).await.map(|_| None),
    }
}

/// From which name to which, as the record under one of them tells.
const fn names<'a>(
    name: &'a ProfileName,
    renaming: &'a Renaming,
) -> (&'a ProfileName, &'a ProfileName) {
    match renaming {
        Renaming::To(to) => (name, to),
        Renaming::From(from) => (from, name),
    }
}

/// Finishes what somebody has begun: what is stored under this name has no mark then. Where that fails, a record that has
/// arrived is good for everything already, for nobody uses the other one.
pub async fn finish(
    context: &Context,
    name: &ProfileName,
    renaming: &Renaming,
) -> Result<(), Trouble> {
    let (from, to) = names(name, renaming);
    // Seldom needed, and awaited by everybody who reads a record: kept beside.
    let both = Box::pin(BothNames::hold(context, from, to, &nobody())).await?;
    let result = context.finish(Box::pin(both.go_on())).await;
    let is_settled = |record: Option<Record>| record.is_none_or(|it| it.renaming.is_none());
    match result {
        Err(_) if context.record(name).await.is_ok_and(is_settled) => Ok(()),
        result => result,
    }
}

/// Both names, held, and their records: nobody refreshes under either meanwhile.
struct BothNames {
    context: Context,
    from: ProfileName,
    to: ProfileName,
    /// Under the old name; empty where nothing is stored.
    old: Record,
    /// Under the new one; the same.
    new: Record,
    _locks: [ProfileLock; 2],
}

impl BothNames {
    async fn hold(
        context: &Context,
        from: &ProfileName,
        to: &ProfileName,
        watcher: &Watcher,
    ) -> Result<Self, Trouble> {
        // One order for all: of two who want the same two names nobody waits for the other.
        let (first, second) = if from < to { (from, to) } else { (to, from) };
        let locks = [context.lock(first, watcher).await?, context.lock(second, watcher).await?];
        Ok(Self {
            context: context.clone(),
            from: from.clone(),
            to: to.clone(),
            old: context.record(from).await?.unwrap_or_default(),
            new: context.record(to).await?.unwrap_or_default(),
            _locks: locks,
        })
    }

    async fn begin(mut self) -> Result<(), Trouble> {
        let renaming = Some(Renaming::To(self.to.clone()));
        self.old = self.saved(&self.from, Record { renaming, ..self.old.clone() }).await?;
        killpoint::passed("leaving");
        self.go_on().await
    }

    /// Does what is left to do. The order is what keeps the tokens, whenever we die: they are copied, the ledger follows,
    /// the old record is deleted, and then the mark of the new one.
    async fn go_on(mut self) -> Result<(), Trouble> {
        let is_leaving = self.old.renaming == Some(Renaming::To(self.to.clone()));
        let has_come = self.new.renaming == Some(Renaming::From(self.from.clone()));
        match (is_leaving, has_come) {
            // Somebody else has finished it.
            (false, false) => return Ok(()),
            (true, false) if self.new.is_bare() => self.copy().await?,
            // The new name was given to another profile: the old one stays.
            (true, false) => return self.stay().await,
            (true | false, true) => {}
        }
        if is_leaving {
            let (from, to) = (self.from.clone(), self.to.clone());
            self.context.with_ledger(move |ledger| ledger.rename_profile(&from, &to)).await?;
            killpoint::passed("listed");
            let from = self.from.clone();
            self.context.with_store(move |store| store.delete(&from)).await?;
            killpoint::passed("left");
        }
        match self.saved(&self.to, Record { renaming: None, ..self.new.clone() }).await {
            Ok(record) => self.new = record,
            // All is where it should be. Whoever comes next takes the mark away.
            Err(trouble) => tracing::warn!(profile = %self.to, %trouble, "a rename keeps its mark"),
        }
        self.context.row(&self.to, &self.new).await;
        self.tell().await;
        Ok(())
    }

    /// Saves the tokens under the new name. Where it certainly was not done the old name is as it was.
    async fn copy(&mut self) -> Result<(), Trouble> {
        let first_name = match &self.old.first_name {
            Some(first) => Some(first.clone()),
            None => self.own_first_name().await,
        };
        let arrived = Record {
            generation: self.old.generation.max(self.new.generation),
            renaming: Some(Renaming::From(self.from.clone())),
            first_name: first_name.filter(|first| *first != self.to),
            ..self.old.clone()
        };
        match self.saved(&self.to, arrived).await {
            Ok(record) => self.new = record,
            // It may still happen.
            Err(trouble) if trouble.cause == Cause::StoreTimedOut => return Err(trouble),
            Err(trouble) => {
                let is_bare = |record: Option<Record>| record.is_none_or(|it| it.is_bare());
                if self.context.record(&self.to).await.is_ok_and(is_bare) {
                    self.stay().await?;
                }
                return Err(trouble);
            }
        }
        killpoint::passed("arrived");
        Ok(())
    }

    /// The old name, unless another profile is known by it somewhere: that one had it before.
    async fn own_first_name(&self) -> Option<ProfileName> {
        let from = self.from.clone();
        let anothers = self.context.with_ledger(move |ledger| ledger.was_anothers(&from)).await;
        (!anothers.unwrap_or(false)).then(|| self.from.clone())
    }

    /// Takes the mark away: nothing has happened.
    async fn stay(&self) -> Result<(), Trouble> {
        let record = Record { renaming: None, ..self.old.clone() };
        self.saved(&self.from, record).await.map(drop)
    }

    async fn saved(&self, name: &ProfileName, record: Record) -> Result<Record, Trouble> {
        let next = Record { generation: record.generation + 1, ..record };
        let (name, saved) = (name.clone(), next.clone());
        self.context.with_store(move |store| store.save(&name, &saved)).await?;
        Ok(next)
    }

    async fn tell(&self) {
        let (action, outcome) = (Action::Rename, Outcome::Named);
        let event = Event {
            detail: Some(format!("{} → {}", self.from, self.to)),
            ..Event::new(self.context.now(), Some(self.to.clone()), action, outcome)
        };
        self.context.log_event(event).await;
        after_refresh::begin(&self.context, &self.to, false);
    }
}
