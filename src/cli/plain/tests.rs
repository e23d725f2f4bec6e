use std::collections::VecDeque;

use super::interview::{Interview, Place, Start};
use super::talk::{Explained, Talk, ask};
use super::*;
use crate::domain::account::AccountHost;
use crate::domain::authorize::question::Question;
use crate::domain::authorize::{
    AuthMethod, AuthorizationRequest, CodeSource, Reauthorize, Waiting,
};
use crate::domain::lang::Lang;
use crate::domain::profile::{GrantType, Profile};
use crate::domain::samples::{CLIENT_ID, code, credentials, jwt, profile};
use crate::domain::trouble::Cause;

const CONSENT: &str = "1";
const CODE: &str = "2";
const LONG_LIVED: &str = "3";
const API_KEY: &str = "4";

fn secret() -> String {
    "a1B2".repeat(16)
}

fn now() -> Timestamp {
    "2026-11-21T09:00:00Z".parse().unwrap()
}

fn token() -> String {
    jwt(r#"{"iat":1795251600,"exp":1826787600}"#).expose().to_owned()
}

/// Somebody who types what a test says, and all that was said and typed.
struct Script {
    types: VecDeque<String>,
    heard: Vec<String>,
}

impl Script {
    fn of(types: &[&str]) -> Self {
        let types = types.iter().map(|&text| text.to_owned()).collect();
        Self { types, heard: Vec::new() }
    }

    fn typed(&mut self) -> String {
        self.types.pop_front().unwrap_or_else(|| panic!("asked too much: {:#?}", self.heard))
    }
}

impl Talk for Script {
    fn tell(&mut self, line: &str) {
        self.heard.push(line.to_owned());
    }

    fn ask(&mut self, asked: &str) -> Result<Secret, Failure> {
        let typed = self.typed();
        self.heard.push(format!("{asked} {typed}").trim_end().to_owned());
        Ok(Secret::new(typed))
    }

    fn ask_unseen(&mut self, asked: &str) -> Result<Secret, Failure> {
        let typed = self.typed();
        self.heard.push(format!("{asked}: {}", "*".repeat(typed.len().min(3))));
        Ok(Secret::new(typed))
    }

    fn now(&self) -> Timestamp {
        now()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

/// A setup that goes on from what was said before.
struct Setup {
    interview: Interview,
    explained: Explained,
    words: Catalog,
    heard: Vec<String>,
}

impl Setup {
    fn new(lang: Lang, start: Start) -> Self {
        Self {
            interview: Interview::new(start),
            explained: Explained::default(),
            words: Catalog::new(lang),
            heard: Vec::new(),
        }
    }

    fn english() -> Self {
        Self::new(Lang::En, Start::default())
    }

    /// Types until nothing is asked any more, and nothing is left to be typed.
    fn types(&mut self, types: &[&str]) -> Option<AuthorizationRequest> {
        let mut script = Script::of(types);
        let order =
            ask(&mut self.interview, &mut self.explained, &self.words, &mut script).unwrap();
        assert_eq!(script.types, [""; 0], "{:#?}", script.heard);
        self.heard.append(&mut script.heard);
        order
    }

    fn meets(&mut self, cause: Cause) {
        let trouble = Trouble::new(cause);
        assert!(self.interview.mends(&trouble));
        self.heard.push(refusal(&trouble, &self.words));
    }
}

/// Every answer of a way in, from the account on.
fn answers(way: &str) -> Vec<String> {
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let mut all = texts(&["acme.amocrm.ru", way]);
    if way != LONG_LIVED {
        all.extend(texts(&[CLIENT_ID, &secret(), RedirectUri::DEFAULT]));
    }
    all.extend(match way {
        CODE => texts(&[&code()]),
        LONG_LIVED => texts(&[&token()]),
        API_KEY => texts(&["anna@example.com", &"4f".repeat(20)]),
        _ => Vec::new(),
    });
    all
}

const WAYS: [&str; 4] = [CONSENT, CODE, LONG_LIVED, API_KEY];

#[test]
fn from_every_question_of_every_way_one_goes_back_to_the_one_before_and_enter_goes_on() {
    for way in WAYS {
        let all = answers(way);
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        let straight = Setup::english().types(&all).unwrap();
        for at in 1..all.len() {
            // Up to a question, back to the one before, which Enter answers as it was.
            let types = [&all[..at], &["back", ""], &all[at..]].concat();
            assert_eq!(Setup::english().types(&types), Some(straight.clone()), "{way} {at}");
        }
        let mut setup = Setup::english();
        setup.types(&all);
        // Out of the browser as well.
        assert!(setup.interview.back());
        assert_eq!(setup.types(&[""]), Some(straight));
    }
}

#[test]
fn before_the_first_question_there_is_none_and_whoever_quits_has_ordered_nothing() {
    let mut setup = Setup::english();
    assert_eq!(setup.types(&["back", "quit"]), None);
    assert!(setup.heard.contains(&"This is the first question.".to_owned()), "{:?}", setup.heard);
}

#[test]
fn what_was_gone_back_for_is_changed_and_what_was_kept_is_not_asked_again() {
    let other = "11111111-a1e4-4d5d-a069-ee01422d8bef";
    let secret = secret();
    let mut setup = Setup::english();
    // At the redirect URI, two questions back: the secret key was kept.
    let order =
        setup.types(&["acme.amocrm.ru", "1", CLIENT_ID, &secret, "back", "back", other, ""]);
    let Some(AuthorizationRequest::New(new, CodeSource::Consent)) = order else { panic!() };
    assert_eq!(new.credentials.client_id.as_str(), other);
    assert_eq!(new.credentials.client_secret, credentials().client_secret);
}

#[test]
fn another_way_in_asks_for_nothing_that_is_known() {
    let mut setup = Setup::english();
    let all = answers(CONSENT);
    setup.types(&all.iter().map(String::as_str).collect::<Vec<_>>());
    setup.meets(Cause::ApiKeysGone);
    let order = setup.types(&[CODE, &code()]);
    assert!(matches!(order, Some(AuthorizationRequest::New(_, CodeSource::Code(_)))));
}

#[test]
fn a_refused_pair_is_asked_for_again_and_the_code_is_not() {
    let mut setup = Setup::english();
    let all = answers(CODE);
    setup.types(&all.iter().map(String::as_str).collect::<Vec<_>>());
    setup.meets(Cause::WrongClient);
    assert!(setup.types(&["", &"z9".repeat(32)]).is_some());
    // A code that was refused is spent.
    setup.meets(Cause::CodeExpired);
    assert_eq!(setup.interview.asked(), Some(Place::Text(Question::Code)));
    assert!(setup.interview.text(Question::Code).is_none());
}

#[test]
fn after_a_wrong_account_the_one_that_answered_can_be_taken_instead() {
    let wrong =
        || Cause::WrongAccount { got: "beta.amocrm.ru".into(), expected: "acme.amocrm.ru".into() };
    let hosts = |number: &str| {
        let mut setup = Setup::english();
        let all = answers(CONSENT);
        setup.types(&all.iter().map(String::as_str).collect::<Vec<_>>());
        setup.meets(wrong());
        match setup.types(&[number]) {
            Some(AuthorizationRequest::New(new, _)) => new.host.to_string(),
            order => panic!("{order:?}"),
        }
    };
    assert_eq!([hosts(""), hosts("2")], ["acme.amocrm.ru", "beta.amocrm.ru"]);
}

#[test]
fn a_connected_account_is_authorized_again_without_any_more_questions() {
    let long_lived = Profile { grant: GrantType::LongLived, refresh: None, ..profile("bot") };
    let start = Start { known: vec![profile("acme"), long_lived], ..Start::default() };
    let mut setup = Setup::new(Lang::En, start);
    let again = AuthorizationRequest::Reauthorize(Reauthorize::consent(profile("acme").name));
    assert_eq!(setup.types(&["acme", "1", "1"]), Some(again));
    // Another account is asked about anew.
    assert!(setup.interview.back() && setup.interview.back());
    assert!(setup.interview.back());
    let order = setup.types(&["bot.amocrm.ru", "1", &token()]);
    assert!(
        matches!(order, Some(AuthorizationRequest::LongLived(new)) if new.profile.as_str() == "bot")
    );
}

fn waiting() -> Waiting {
    Waiting {
        profile: profile("acme").name,
        auth_method: AuthMethod::Consent,
        host: AccountHost::parse("acme.amocrm.ru").unwrap(),
        consent_url: Secret::new("https://www.amocrm.ru/oauth?client_id=2912780f&state=5f…"),
        local_url: Some("http://localhost:18497/".into()),
        not_handed_on: None,
        start_url: Secret::new("http://localhost:18497/"),
        expires_at: now(),
    }
}

/// A whole session as it is spoken.
fn session(lang: Lang) -> String {
    let mut setup = Setup::new(lang, Start::default());
    let words = Catalog::new(lang);
    let said = |id: &str| words.text(id);
    let (back, help) = (said("plain-word-back"), said("plain-word-help"));
    setup.heard.extend([said("plain-begin"), said("plain-keys")]);
    let (secret, shorter) = (secret(), "a1B2".repeat(15));
    setup.types(&[
        &help,
        "example.com",
        "acme",
        "1",
        "9",
        "1",
        &secret,
        CLIENT_ID,
        &shorter,
        &back,
        &secret,
        "",
    ]);
    let answered = Answered::InBrowser { opens: true };
    setup.heard.push(authorizing::told(&waiting(), answered, true, &words));
    setup.meets(Cause::WrongClient);
    setup.types(&["", &secret]);
    setup.meets(Cause::Denied);
    setup.types(&[""]);
    setup.heard.push(authorizing::connected(&profile("acme"), &words));
    setup.heard.extend(done::told(&profile("acme"), &words, now(), &TimeZone::UTC));
    setup.heard.join("\n")
}

#[test]
fn a_session_is_spoken_in_russian() {
    insta::assert_snapshot!(session(Lang::Ru), @r##"
    Подключаем аккаунт amoCRM или Kommo, вопрос за вопросом.
    Вместо любого ответа, даже если ввод не отображается, можно написать: «назад» — к предыдущему вопросу, «помощь» — пояснение, «выход» — выйти. Если просто нажать Enter, подойдёт то, что предложено в квадратных скобках.
    Аккаунт, например acme.amocrm.ru: помощь
    acme.amocrm.ru, acme.kommo.com или адрес любой страницы аккаунта
    Вместо любого ответа, даже если ввод не отображается, можно написать: «назад» — к предыдущему вопросу, «помощь» — пояснение, «выход» — выйти. Если просто нажать Enter, подойдёт то, что предложено в квадратных скобках.
    Аккаунт: example.com
    example.com — это не адрес amoCRM или Kommo.
    Аккаунт: acme
    Аккаунт: где находится acme?
    1. acme.amocrm.ru
    2. acme.kommo.com
    Номер [1]: 1
    Способ: как будем подключать?
    1. разрешение в браузере. Лучше всего так: один раз нажать «Разрешить», а дальше токены обновляются сами.
    2. код из вкладки «Ключи и доступы». Если ссылка для перенаправления ведёт на сайт. Нужно скопировать код, он действует 20 минут; дальше токены обновляются сами.
    3. долгосрочный токен. Его выпускает администратор в приватной интеграции, на срок от дня до пяти лет. Обновить его нельзя: когда срок выйдет, понадобится новый.
    4. API-ключ старого аккаунта. Для аккаунтов, созданных до 2020 года. Возможно, amoCRM такие ключи уже не принимает; разрешение в браузере работает всегда.
    Номер [1]: 9
    Число от 1 до 4.
    Номер [1]: 1
    1. Откройте https://acme.amocrm.ru/amo-market
    2. «⋮» справа вверху или кнопка там же: «Создать интеграцию» → «Внешняя интеграция».
    Такого меню нет? В других аккаунтах это «Разработчикам» → «Создать интеграцию» или «Настройки» → «Интеграции».
    3. Укажите название и ссылку для перенаправления (она ниже), «Предоставить доступ: Все». Сохраните.
    http://localhost:18497/callback
    Не принимает http://localhost? Подойдёт любой адрес https: укажите его там и на следующем шаге, а потом вставьте адрес, на который попали.
    4. Откройте её карточку, вкладку «Ключи и доступы»: данные оттуда понадобятся на следующем шаге.
    Создать интеграцию может только администратор. Вы не администратор? Попросите создать и установить её, а доступ разрешите сами.
    ID интеграции: a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2
    Это секретный ключ; его место — в поле «Секретный ключ» на шаге «Ключи». ID интеграции выглядит так: 2912780f-a1e4-…
    ID интеграции: 2912780f-a1e4-4d5d-a069-ee01422d8bef
    Секретный ключ (ввод не отображается): ***
    60 символов.
    Обычно в секретном ключе 64 символа. Он скопирован целиком?
    Ссылка для перенаправления (точно как в интеграции, до последнего слеша) [http://localhost:18497/callback]: назад
    Секретный ключ (ввод не отображается; Enter — оставить тот, что уже введён): ***
    64 символа.
    Ссылка для перенаправления [http://localhost:18497/callback]:
    В браузере открывается страница amoCRM. Если не открылась, откройте там http://localhost:18497/
    Если аккаунтов несколько, выберите acme и нажмите «Разрешить».
    В браузере на другом компьютере откройте эту длинную ссылку:
    https://www.amocrm.ru/oauth?client_id=2912780f&state=5f…
    ID интеграции и секретный ключ не подходят друг к другу.
    Один из них от другой интеграции, или ключ с тех пор обновили.
    Скопируйте оба ещё раз, в amoCRM — с вкладки «Ключи и доступы». В Kommo лучше создайте новую интеграцию: новый секретный ключ отключит программы, которые пользуются старым.
    ID интеграции [2912780f-a1e4-4d5d-a069-ee01422d8bef]:
    Секретный ключ (ввод не отображается; Enter — оставить тот, что уже введён): ***
    64 символа.
    Доступ не разрешён.
    В браузере отказали (в Kommo эта кнопка называется «Decline»), или отказала сама страница.
    Если это вышло случайно, попробуйте ещё раз и нажмите «Разрешить».
    Чтобы попробовать ещё раз, нажмите Enter: всё введённое сохранилось.
    acme подключён: Geo Drive (acme.amocrm.ru)
    Refresh-токен действует ещё 92 дня, примерно до 21 февраля 2027 года; каждое обновление приносит новый.
    Где хранится: системное хранилище паролей.
    Чтобы обновлялось без вас: amokey schedule install
    Для другой программы: amokey export acme --to env
    Для вашего скрипта: amokey exec acme -- ./script.sh
    "##);
}

#[test]
fn a_session_is_spoken_in_ukrainian() {
    insta::assert_snapshot!(session(Lang::Uk), @r##"
    Підключаємо акаунт amoCRM або Kommo, запитання за запитанням.
    Замість будь-якої відповіді, навіть коли введене не показується, можна написати: «назад» — до попереднього запитання, «допомога» — пояснення, «вихід» — вийти. Якщо просто натиснути Enter, підійде те, що запропоновано у квадратних дужках.
    Акаунт, наприклад acme.kommo.com: допомога
    acme.kommo.com, acme.amocrm.ru або адреса будь-якої сторінки акаунта
    Замість будь-якої відповіді, навіть коли введене не показується, можна написати: «назад» — до попереднього запитання, «допомога» — пояснення, «вихід» — вийти. Якщо просто натиснути Enter, підійде те, що запропоновано у квадратних дужках.
    Акаунт: example.com
    example.com — це не адреса amoCRM чи Kommo.
    Акаунт: acme
    Акаунт: де акаунт acme?
    1. acme.amocrm.ru
    2. acme.kommo.com
    Номер [1]: 1
    Спосіб: як підключатимемо?
    1. дозвіл у браузері. Найкраще так: один раз натиснути «Разрешить», а далі токени оновлюються самі.
    2. код із вкладки «Ключи и доступы». Якщо посилання для перенаправлення веде на сайт. Треба скопіювати код, він діє 20 хвилин; далі токени оновлюються самі.
    3. довгостроковий токен. Його випускає адміністратор у приватній інтеграції, на строк від дня до пʼяти років. Оновити його не можна: коли строк мине, знадобиться новий.
    4. API-ключ старого акаунта. Для акаунтів, створених до 2020 року. Можливо, amoCRM таких ключів уже не приймає; дозвіл у браузері працює завжди.
    Номер [1]: 9
    Число від 1 до 4.
    Номер [1]: 1
    1. Відкрийте https://acme.amocrm.ru/amo-market
    2. «⋮» праворуч угорі або кнопка там само: «Создать интеграцию» (створити інтеграцію) → «Внешняя интеграция» (зовнішня).
    Такого меню немає? В інших акаунтах це «Разработчикам» (розробникам) або «Настройки» → «Интеграции» (налаштування → інтеграції).
    3. Вкажіть назву й посилання для перенаправлення (воно нижче), «Предоставить доступ: Все» (надати доступ: усі). Збережіть.
    http://localhost:18497/callback
    Не приймає http://localhost? Підійде будь-яка адреса https: вкажіть її там і на наступному кроці, а потім вставте адресу, на яку потрапили.
    4. Відкрийте її картку, «Ключи и доступы» (ключі та доступи): дані звідти знадобляться далі.
    Створити інтеграцію може лише адміністратор. Ви не адміністратор? Попросіть створити та встановити її, а доступ дозвольте самі.
    ID інтеграції: a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2
    Це секретний ключ; його місце — у полі «Секретний ключ» на кроці «Ключі». ID інтеграції виглядає так: 2912780f-a1e4-…
    ID інтеграції: 2912780f-a1e4-4d5d-a069-ee01422d8bef
    Секретний ключ (введене не показується): ***
    60 символів.
    Зазвичай у секретному ключі 64 символи. Його скопійовано повністю?
    Посилання для перенаправлення (точно як в інтеграції, до останньої скісної риски) [http://localhost:18497/callback]: назад
    Секретний ключ (введене не показується; Enter — залишити те, що вже введено): ***
    64 символи.
    Посилання для перенаправлення [http://localhost:18497/callback]:
    У браузері відкривається сторінка amoCRM. Якщо не відкрилася, відкрийте там http://localhost:18497/
    Якщо акаунтів кілька, виберіть acme і натисніть «Разрешить».
    У браузері на іншому компʼютері відкрийте це довге посилання:
    https://www.amocrm.ru/oauth?client_id=2912780f&state=5f…
    ID інтеграції та секретний ключ не підходять одне до одного.
    Один із них від іншої інтеграції, або ключ відтоді оновили.
    Скопіюйте обидва ще раз, в amoCRM — із вкладки «Ключи и доступы». У Kommo краще створіть нову інтеграцію: новий секретний ключ відключить програми, що користуються старим.
    ID інтеграції [2912780f-a1e4-4d5d-a069-ee01422d8bef]:
    Секретний ключ (введене не показується; Enter — залишити те, що вже введено): ***
    64 символи.
    Доступ не дозволено.
    У браузері відмовили (у Kommo ця кнопка зветься «Decline»), або відмовила сама сторінка.
    Якщо це сталося випадково, спробуйте ще раз і натисніть «Разрешить» (дозволити).
    Щоб спробувати ще раз, натисніть Enter: усе введене збережено.
    acme підключено: Geo Drive (acme.amocrm.ru)
    Refresh-токен діє ще 92 дні, приблизно до 21 лютого 2027 року; кожне оновлення приносить новий.
    Де зберігається: системне сховище паролів.
    Щоб оновлювалося без вас: amokey schedule install
    Для іншої програми: amokey export acme --to env
    Для вашого скрипта: amokey exec acme -- ./script.sh
    "##);
}

#[test]
fn a_session_is_spoken_in_english() {
    insta::assert_snapshot!(session(Lang::En), @r##"
    This connects an account of amoCRM or Kommo, question by question.
    Instead of any answer, shown or not, you can type: “back” for the question before, “help” for an explanation, “quit” to leave. Enter alone takes what is offered in square brackets.
    Account, such as acme.amocrm.ru: help
    acme.amocrm.ru, acme.kommo.com, or the address of any page of the account
    Instead of any answer, shown or not, you can type: “back” for the question before, “help” for an explanation, “quit” to leave. Enter alone takes what is offered in square brackets.
    Account: example.com
    example.com is not an address of amoCRM or Kommo.
    Account: acme
    Account: where does acme live?
    1. acme.amocrm.ru
    2. acme.kommo.com
    Number [1]: 1
    Way in: how do you want to get in?
    1. consent in the browser. Recommended: you press «Разрешить» once, and from then on the tokens are kept fresh by themselves.
    2. the code from «Ключи и доступы». For an integration whose redirect URI leads to a site. You copy a code that lives for 20 minutes; from then on the tokens are kept fresh by themselves.
    3. a long-lived token. An administrator makes it in a private integration, for a day up to five years. Nothing renews it: on its day you paste the next one.
    4. the API key of an old account. For accounts from before 2020. amoCRM may not answer to these keys any more; consent works everywhere.
    Number [1]: 9
    A number from 1 to 4.
    Number [1]: 1
    1. Open https://acme.amocrm.ru/amo-market
    2. «⋮» at the top right, or a button there: «Создать интеграцию» (Create integration) → «Внешняя интеграция» (External).
    No such menu? In other accounts it is «Разработчикам» (For developers), or «Настройки» → «Интеграции» (Settings → Integrations).
    3. Fill in a name and the redirect URI below; «Предоставить доступ: Все» (Allow access: all). Save.
    http://localhost:18497/callback
    Refused http://localhost? Any https address will do: enter it there and in the next step, then paste the address you land on.
    4. Open its card, tab «Ключи и доступы» (Keys and scopes): the next step asks for what is there.
    Only an administrator can create an integration. You are not one? Have one create and install it, then allow access yourself.
    Integration ID: a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2a1B2
    This is a secret key; it belongs in the field “Secret key” of the step Keys. The integration ID looks like 2912780f-a1e4-…
    Integration ID: 2912780f-a1e4-4d5d-a069-ee01422d8bef
    Secret key (what you type is not shown): ***
    60 characters.
    Secret keys usually have 64 characters. Is this one whole?
    Redirect URI (exactly as in the integration, to the last slash) [http://localhost:18497/callback]: back
    Secret key (what you type is not shown; Enter keeps the one you have given): ***
    64 characters.
    Redirect URI [http://localhost:18497/callback]:
    A page of amoCRM opens in your browser. If it does not, open http://localhost:18497/ there.
    Choose the account acme, if there are several, and press «Разрешить».
    In a browser on another computer, open this long link:
    https://www.amocrm.ru/oauth?client_id=2912780f&state=5f…
    Integration ID and secret key do not belong together.
    One of them is from another integration, or the secret key was made anew since.
    Copy both once more, in amoCRM from «Ключи и доступы». In Kommo rather create a new integration: a new secret key cuts off every program that uses the old one.
    Integration ID [2912780f-a1e4-4d5d-a069-ee01422d8bef]:
    Secret key (what you type is not shown; Enter keeps the one you have given): ***
    64 characters.
    Access was not allowed.
    It was declined in the browser (Kommo’s button is “Decline”), or the page refused.
    If that was by mistake, try again and press “Allow” («Разрешить»).
    Press Enter to try again; what you have entered is kept.
    acme is connected: Geo Drive (acme.amocrm.ru)
    The refresh token works until about 21 February 2027, 92 days more; each refresh brings a new one.
    Kept in: system keychain.
    To keep it fresh without you: amokey schedule install
    To use it in another program: amokey export acme --to env
    To use it in a script of yours: amokey exec acme -- ./script.sh
    "##);
}

#[test]
fn nothing_moves_and_nothing_is_drawn() {
    for lang in Lang::ALL {
        let drawn = '\u{2500}'..='\u{28ff}';
        let moves = session(lang).replace('\n', "").chars().find(|c| c.is_control());
        assert_eq!(moves.or(session(lang).chars().find(|c| drawn.contains(c))), None);
    }
}
