//! `amokey status --format text`: a sentence a profile, for screen readers and mails. The most urgent comes first.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::domain::profile::{GrantType, NeedsAuthorization, Profile, UnreadableRow};
use crate::domain::tokens::health::{Health, seconds_left};
use crate::domain::trouble::Cause;
use crate::i18n::{Arg, Catalog};
use crate::service::profiles::status::fix;

/// To whom it is told, and when.
pub struct Told<'a> {
    pub now: Timestamp,
    pub within: SignedDuration,
    pub zone: &'a TimeZone,
    pub words: &'a Catalog,
}

impl Told<'_> {
    /// Where there are several, how many of each come first.
    pub fn text(&self, profiles: &[Profile], unreadable: &[UnreadableRow]) -> String {
        let judged = |profile| (Health::of(profile, self.now, self.within), profile);
        let mut judged: Vec<(Health, &Profile)> = profiles.iter().map(judged).collect();
        judged.sort_by_key(|(health, profile)| {
            (health.urgency(), deadline(profile), profile.name.as_str())
        });
        let mut lines = Vec::new();
        if profiles.len() + unreadable.len() > 1 {
            lines.push(self.summary(&judged, unreadable.len()));
        }
        // What is not even known may be anything.
        lines.extend(unreadable.iter().map(|row| self.unreadable(row)));
        lines.extend(judged.into_iter().map(|(health, profile)| self.sentence(health, profile)));
        lines.join("\n") + "\n"
    }

    fn summary(&self, judged: &[(Health, &Profile)], unreadable: usize) -> String {
        let count = |states: &[Health]| judged.iter().filter(|it| states.contains(&it.0)).count();
        let needs = count(&[Health::NeedsAuthorization, Health::Unknown]) + unreadable;
        let parts = [
            ("status-count-needs", needs),
            ("status-count-expiring", count(&[Health::Expiring])),
            ("status-count-expired", count(&[Health::Expired])),
            ("status-count-ok", count(&[Health::Ok])),
            ("status-count-elsewhere", count(&[Health::Elsewhere])),
        ];
        let parts = parts.iter().filter(|(_, count)| *count > 0);
        let parts = parts.map(|(id, count)| self.words.say(id, &[("count", (*count).into())]));
        let parts = parts.collect::<Vec<_>>().join(", ");
        let all = judged.len() + unreadable;
        self.words.say("status-summary", &[("count", all.into()), ("parts", parts.into())])
    }

    fn unreadable(&self, row: &UnreadableRow) -> String {
        let profile = ("profile", Arg::from(row.key.as_str()));
        match row.fix() {
            Some(fix) => self.words.say("status-unreadable", &[profile, ("command", fix.into())]),
            None => self.words.say("status-unreadable-name", &[profile]),
        }
    }

    fn sentence(&self, health: Health, profile: &Profile) -> String {
        let (words, needs) = (self.words, profile.needs_authorization.as_ref());
        let end = deadline(profile);
        let left = seconds_left(profile, end, self.now);
        let refused_at = profile.access.as_ref().and_then(|access| access.refused_at);
        let (id, day) = match (health, profile.grant) {
            (Health::NeedsAuthorization, _) => match (needs, refused_at) {
                (Some(needs), _) => ("status-needs-authorization", needs.since),
                (None, Some(at)) => ("status-needs-authorization", at),
                (None, None) => ("status-long-lived-ended", end),
            },
            (Health::Elsewhere, _) => {
                ("status-elsewhere", profile.elsewhere_since.unwrap_or(self.now))
            }
            (Health::Unknown, _) => ("status-unknown", self.now),
            (Health::Expiring, GrantType::LongLived) => ("status-long-lived-expiring", end),
            (Health::Expiring, GrantType::OAuth) if left == 0 => ("status-over", end),
            (Health::Expiring, GrantType::OAuth) => ("status-expiring", end),
            (Health::Expired, _) => ("status-expired", end),
            (Health::Ok, GrantType::LongLived) => ("status-long-lived-ok", end),
            (Health::Ok, GrantType::OAuth) => ("status-ok", end),
        };
        words.say(
            id,
            &[
                ("profile", profile.name.as_str().into()),
                ("account", profile.host.as_str().into()),
                ("platform", profile.host.platform().title().into()),
                ("day", words.spoken_day(day, self.zone).into()),
                ("left", words.spoken_left(left).into()),
                ("why", words.text(why(needs)).into()),
                ("command", fix(profile, health).unwrap_or_default().into()),
            ],
        )
    }
}

/// When somebody has to do something: an access token is renewed without anybody.
fn deadline(profile: &Profile) -> Timestamp {
    let refresh = profile.refresh.as_ref().map(|refresh| refresh.estimated_expiry);
    let access = profile.access.as_ref().map(|access| access.expires_at);
    refresh.or(access).unwrap_or(profile.created_at)
}

fn why(needs: Option<&NeedsAuthorization>) -> &'static str {
    match needs.map(NeedsAuthorization::cause) {
        None => "status-why-access-refused",
        Some(Cause::TokenRevoked) => "status-why-revoked",
        Some(Cause::AnswerLost { .. }) => "status-why-answer-lost",
        Some(Cause::TokenExpired) => "status-why-idle",
        Some(Cause::TokenOfAnotherIntegration) => "status-why-other-integration",
        Some(Cause::TokenGarbled) => "status-why-garbled",
        Some(Cause::WrongClient) => "status-why-silent",
        Some(_) => "status-why-refused",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lang::Lang;
    use crate::domain::profile::RefreshFacts;
    use crate::domain::samples::profile;
    use crate::domain::tokens::health::DEFAULT_WINDOW;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// One in each state, as many as there are sentences.
    fn profiles() -> Vec<Profile> {
        let needs = |name, hint: Option<&str>, lost_at| Profile {
            needs_authorization: Some(NeedsAuthorization {
                since: at("2026-11-20T09:00:00Z"),
                hint: hint.map(Into::into),
                lost_at,
            }),
            ..profile(name)
        };
        let refresh_ends = |name, end| {
            let sample = profile(name);
            let refresh =
                sample.refresh.clone().map(|it| RefreshFacts { estimated_expiry: end, ..it });
            Profile { refresh, ..sample }
        };
        let long_lived = |name, end| {
            let mut profile =
                Profile { grant: GrantType::LongLived, refresh: None, ..profile(name) };
            profile.access.as_mut().unwrap().expires_at = end;
            profile
        };
        let mut refused = profile("refused");
        refused.access.as_mut().unwrap().refused_at = Some(at("2026-11-21T08:00:00Z"));
        let mut ended = profile("ended");
        ended.access.as_mut().unwrap().expires_at = at("2026-11-21T09:30:00Z");
        vec![
            profile("fine"),
            long_lived("bot-fine", at("2029-03-01T00:00:00Z")),
            ended,
            refresh_ends("soon", at("2026-11-24T10:00:00Z")),
            refresh_ends("sooner", at("2026-11-21T15:00:00Z")),
            refresh_ends("over", at("2026-11-20T10:00:00Z")),
            long_lived("bot-soon", at("2026-11-22T10:00:00Z")),
            long_lived("bot-ended", at("2026-11-20T10:00:00Z")),
            needs("revoked", Some("Token has been revoked"), None),
            needs("lost", Some("Token has been revoked"), Some(at("2026-11-20T09:00:00Z"))),
            needs("idle", Some("Token has expired"), None),
            needs("silent", None, None),
            refused,
            Profile { elsewhere_since: Some(at("2026-11-03T09:00:00Z")), ..profile("handed") },
            Profile { access: None, refresh: None, ..profile("begun") },
        ]
    }

    fn text(lang: Lang, profiles: &[Profile], unreadable: &[UnreadableRow]) -> String {
        let words = Catalog::new(lang);
        let now = at("2026-11-21T10:00:00Z");
        let told = Told { now, within: DEFAULT_WINDOW, zone: &TimeZone::UTC, words: &words };
        told.text(profiles, unreadable)
    }

    #[test]
    fn every_state_is_a_sentence_and_the_most_urgent_comes_first() {
        let torn = [UnreadableRow::new("torn", "store"), UnreadableRow::new("?!", "name")];
        let said = [Lang::En, Lang::Ru, Lang::Uk].map(|lang| text(lang, &profiles(), &torn));
        insta::assert_snapshot!(said.join("\n"), @r##"
        17 profiles: 9 need you, 4 end soon, 1 can be refreshed, 2 are fine, 1 is looked after elsewhere.
        torn: what is known of it cannot be read; mend it with: amokey refresh torn
        ?!: this row of the list of profiles cannot be read.
        bot-ended, bot-ended.amocrm.ru: needs you; the long-lived token ended on 20 November 2026; make a new one in amoCRM and give it with: amokey authorize bot-ended
        idle, idle.amocrm.ru: needs you since 20 November 2026; the refresh token was not used for three months; authorize it again with: amokey authorize idle
        lost, lost.amocrm.ru: needs you since 20 November 2026; an answer with the new tokens was lost on its way; authorize it again with: amokey authorize lost
        refused, refused.amocrm.ru: needs you since 21 November 2026; the token is no longer accepted, although its time is not over; authorize it again with: amokey authorize refused
        revoked, revoked.amocrm.ru: needs you since 20 November 2026; the refresh token was used somewhere else, or access was taken away; authorize it again with: amokey authorize revoked
        silent, silent.amocrm.ru: needs you since 20 November 2026; the integration is no longer accepted, most often because its secret key was replaced; authorize it again with: amokey authorize silent
        over, over.amocrm.ru: ends soon; the refresh token has not been used for three months and may have ended about 20 November 2026; try to refresh it with: amokey refresh over
        sooner, sooner.amocrm.ru: ends soon; the refresh token works until about 21 November 2026, 5 hours more; refresh it with: amokey refresh sooner
        bot-soon, bot-soon.amocrm.ru: ends soon; the long-lived token works until 22 November 2026, 1 day more, and nothing renews it; make a new one in amoCRM and give it with: amokey authorize bot-soon
        soon, soon.amocrm.ru: ends soon; the refresh token works until about 24 November 2026, 3 days more; refresh it with: amokey refresh soon
        begun, begun.amocrm.ru: needs you; the setup was never finished; go on with: amokey authorize begun
        ended, ended.amocrm.ru: the access token has ended; the refresh token works until about 21 February 2027, 91 days more; refresh it with: amokey refresh ended
        fine, fine.amocrm.ru: fine; the refresh token works until about 21 February 2027, 91 days more.
        bot-fine, bot-fine.amocrm.ru: fine; the long-lived token works until 1 March 2029, 830 days more.
        handed, handed.amocrm.ru: looked after elsewhere since 3 November 2026; nothing to do here.

        17 профилей: 9 ждут вас, 4 скоро закончатся, 1 можно обновить, 2 в порядке, 1 под присмотром другой программы.
        torn: данные профиля не читаются; исправьте командой: amokey refresh torn
        ?!: эта строка списка профилей не читается.
        bot-ended, bot-ended.amocrm.ru: ждёт вас; долгосрочный токен закончился 20 ноября 2026 года; выпустите новый в amoCRM и вставьте его командой: amokey authorize bot-ended
        idle, idle.amocrm.ru: ждёт вас с 20 ноября 2026 года; refresh-токеном не пользовались три месяца; подключите заново командой: amokey authorize idle
        lost, lost.amocrm.ru: ждёт вас с 20 ноября 2026 года; ответ с новыми токенами потерялся в пути; подключите заново командой: amokey authorize lost
        refused, refused.amocrm.ru: ждёт вас с 21 ноября 2026 года; токен больше не принимают, хотя срок его не вышел; подключите заново командой: amokey authorize refused
        revoked, revoked.amocrm.ru: ждёт вас с 20 ноября 2026 года; refresh-токен использовали где-то ещё, или доступ отозван; подключите заново командой: amokey authorize revoked
        silent, silent.amocrm.ru: ждёт вас с 20 ноября 2026 года; интеграцию больше не принимают; чаще всего это значит, что её секретный ключ заменили; подключите заново командой: amokey authorize silent
        over, over.amocrm.ru: скоро закончится; refresh-токеном не пользовались три месяца, и примерно 20 ноября 2026 года он мог перестать действовать; попробуйте обновить командой: amokey refresh over
        sooner, sooner.amocrm.ru: скоро закончится; refresh-токен действует ещё 5 часов, примерно до 21 ноября 2026 года; обновите командой: amokey refresh sooner
        bot-soon, bot-soon.amocrm.ru: скоро закончится; долгосрочный токен действует ещё 1 день, до 22 ноября 2026 года, и обновить его нельзя; выпустите новый в amoCRM и вставьте его командой: amokey authorize bot-soon
        soon, soon.amocrm.ru: скоро закончится; refresh-токен действует ещё 3 дня, примерно до 24 ноября 2026 года; обновите командой: amokey refresh soon
        begun, begun.amocrm.ru: ждёт вас; подключение не закончено; продолжите командой: amokey authorize begun
        ended, ended.amocrm.ru: access-токен закончился; refresh-токен действует ещё 91 день, примерно до 21 февраля 2027 года; обновите командой: amokey refresh ended
        fine, fine.amocrm.ru: всё в порядке; refresh-токен действует ещё 91 день, примерно до 21 февраля 2027 года.
        bot-fine, bot-fine.amocrm.ru: всё в порядке; долгосрочный токен действует ещё 830 дней, до 1 марта 2029 года.
        handed, handed.amocrm.ru: под присмотром другой программы с 3 ноября 2026 года; здесь делать ничего не нужно.

        17 профілів: 9 чекають на вас, 4 скоро закінчаться, 1 можна оновити, 2 у порядку, 1 під наглядом іншої програми.
        torn: дані профілю не читаються; виправте командою: amokey refresh torn
        ?!: цей рядок списку профілів не читається.
        bot-ended, bot-ended.amocrm.ru: чекає на вас; довгостроковий токен закінчився 20 листопада 2026 року; створіть новий у amoCRM і вставте його командою: amokey authorize bot-ended
        idle, idle.amocrm.ru: чекає на вас із 20 листопада 2026 року; refresh-токеном не користувалися три місяці; підключіть заново командою: amokey authorize idle
        lost, lost.amocrm.ru: чекає на вас із 20 листопада 2026 року; відповідь із новими токенами загубилася в дорозі; підключіть заново командою: amokey authorize lost
        refused, refused.amocrm.ru: чекає на вас із 21 листопада 2026 року; токен більше не приймають, хоча строк його не вийшов; підключіть заново командою: amokey authorize refused
        revoked, revoked.amocrm.ru: чекає на вас із 20 листопада 2026 року; refresh-токен використали деінде, або доступ відкликано; підключіть заново командою: amokey authorize revoked
        silent, silent.amocrm.ru: чекає на вас із 20 листопада 2026 року; інтеграцію більше не приймають; найчастіше це означає, що її секретний ключ замінили; підключіть заново командою: amokey authorize silent
        over, over.amocrm.ru: скоро закінчиться; refresh-токеном не користувалися три місяці, і приблизно 20 листопада 2026 року він міг перестати діяти; спробуйте оновити командою: amokey refresh over
        sooner, sooner.amocrm.ru: скоро закінчиться; refresh-токен діє ще 5 годин, приблизно до 21 листопада 2026 року; оновіть командою: amokey refresh sooner
        bot-soon, bot-soon.amocrm.ru: скоро закінчиться; довгостроковий токен діє ще 1 день, до 22 листопада 2026 року, і оновити його не можна; створіть новий у amoCRM і вставте його командою: amokey authorize bot-soon
        soon, soon.amocrm.ru: скоро закінчиться; refresh-токен діє ще 3 дні, приблизно до 24 листопада 2026 року; оновіть командою: amokey refresh soon
        begun, begun.amocrm.ru: чекає на вас; підключення не завершено; продовжте командою: amokey authorize begun
        ended, ended.amocrm.ru: access-токен закінчився; refresh-токен діє ще 91 день, приблизно до 21 лютого 2027 року; оновіть командою: amokey refresh ended
        fine, fine.amocrm.ru: усе гаразд; refresh-токен діє ще 91 день, приблизно до 21 лютого 2027 року.
        bot-fine, bot-fine.amocrm.ru: усе гаразд; довгостроковий токен діє ще 830 днів, до 1 березня 2029 року.
        handed, handed.amocrm.ru: під наглядом іншої програми з 3 листопада 2026 року; тут робити нічого не треба.
        "##);
    }

    #[test]
    fn one_profile_is_one_sentence_without_a_summary() {
        let said = text(Lang::En, &[profile("acme")], &[]);
        assert_eq!(
            said,
            "acme, acme.amocrm.ru: fine; the refresh token works until about 21 February 2027, 91 days more.\n"
        );
    }

    #[test]
    fn how_many_is_said_in_the_right_number() {
        let names = ["a", "b", "c", "d", "e"];
        let counted = |count: usize| {
            let some: Vec<_> = names.iter().take(count).map(|name| profile(name)).collect();
            let said = text(Lang::Ru, &some, &[]);
            said.lines().next().unwrap_or_default().to_owned()
        };
        assert_eq!(counted(2), "2 профиля: 2 в порядке.");
        assert_eq!(counted(5), "5 профилей: 5 в порядке.");
    }
}
