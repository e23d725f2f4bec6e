# Майстер налаштування.
wizard-first = перше налаштування
wizard-another = ще один акаунт
wizard-again = { $profile }: підключити знову
wizard-demo = демо
wizard-seconds = { $seconds } с
wizard-store-keychain = системне сховище паролів
wizard-store-file = зашифрований файл
wizard-store-memory = памʼять цієї програми

step-account = Акаунт
step-way-in = Спосіб
step-integration = Інтеграція
step-keys = Ключі
step-redirect-uri = Redirect URI
step-consent = Доступ
step-code = Код
step-token = Токен
step-api-key = API-ключ
step-save = Збереження
step-resume = Розпочате
step-done = Готово

label-allow-amocrm = «Разрешить»
label-allow-kommo = «Allow»
label-keys-amocrm = «Ключи и доступы»
label-keys-kommo = «Keys and scopes»

resume-title = підключення ще чекає на вас
resume-told = { $account }: доступ можна дозволити ще { $minutes ->
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
   *[many] { $minutes } хвилин
}.
resume-continue = продовжити
resume-anew = почати спочатку

account-title = який підключаємо?
account-hint = acme.kommo.com, acme.amocrm.ru або адреса будь-якої сторінки акаунта
account-platform = де живе { $name }?
account-platform-hint = Погляньте на адресу акаунта в браузері.
account-existing = { $host } вже підключено
account-again = підключити { $profile } знову: усі налаштування збережуться
account-other = підключити іншу інтеграцію цього акаунта
account-foreign = { $host } — це не адреса amoCRM чи Kommo.
account-service = Це сторінка самого сервісу, а не акаунт. Відкрийте свій акаунт і скопіюйте його адресу.
account-no-address = Це не адреса акаунта. Вона виглядає так: acme.kommo.com або acme.amocrm.ru.
demo-told = Демо: замість amoCRM відповідає сама програма, усе вже заповнено. Із цього компʼютера нічого не надсилається. Тисніть Enter.

way-title = як підключатимемо?
way-consent = дозвіл у браузері
way-code = код із вкладки { $keys }
way-long-lived = довгостроковий токен
way-api-key = API-ключ старого акаунта
way-consent-about = Найкраще так: один раз натиснути { $allow }, а далі токени оновлюються самі.
way-code-about = Якщо посилання для перенаправлення веде на сайт. Треба скопіювати код, він діє 20 хвилин; далі токени оновлюються самі.
way-long-lived-about = Його випускає адміністратор у приватній інтеграції, на строк від дня до пʼяти років. Подовжити його не можна: коли строк мине, вставите новий.
way-api-key-about = Для акаунтів, створених до 2020 року. Можливо, amoCRM таких ключів уже не приймає; дозвіл у браузері працює завжди.
way-consent-short = дозвіл у браузері
way-code-short = код із налаштувань
way-long-lived-short = довгостроковий токен
way-api-key-short = API-ключ

integration-title = створіть її в { $platform } або відкрийте свою
integration-how-amocrm =
    Відкрийте https://{ $host }/amo-market
    «⋮» праворуч угорі, далі «Создать интеграцию» (створити інтеграцію), «Внешняя интеграция» (зовнішня).
    Вкажіть назву й посилання для перенаправлення (воно нижче), «Предоставить доступ: Все» (надати доступ: усі). Збережіть.
    Відкрийте картку інтеграції, вкладку «Ключи и доступы». Не закривайте: дані звідти знадобляться на наступному кроці.
integration-how-kommo =
    Відкрийте https://{ $host }, розділ Settings → Integrations.
    Create integration → Private integration.
    Вкажіть назву й Redirect URL (він нижче), Allow access: all. Збережіть.
    Відкрийте вкладку «Keys and scopes». Одразу скопіюйте Secret key: Kommo показує його лише раз.
integration-redirect-uri = Посилання для перенаправлення, точно в такому вигляді:
integration-rights-amocrm = Створити інтеграцію може лише адміністратор акаунта.
integration-rights-kommo = Створити інтеграцію може лише адміністратор акаунта.
integration-demo = У демо вона вже є. Натисніть Enter.
integration-copy = скопіювати
integration-copied = Посилання для перенаправлення скопійовано.
integration-made = є в акаунті
integration-with-secret = { $id } · ключ { $secret }

keys-title-amocrm = у картці інтеграції, вкладка «Ключи и доступы»
keys-title-kommo = у картці інтеграції, вкладка «Keys and scopes»
keys-client-id-amocrm = ID інтеграції · «ID интеграции»
keys-client-id-kommo = ID інтеграції · Integration ID
keys-client-secret-amocrm = Секретний ключ · «Секретный ключ»
keys-client-secret-kommo = Секретний ключ · Secret key
keys-redirect-uri-amocrm = Посилання для перенаправлення · «Ссылка для перенаправления»
keys-redirect-uri-kommo = Посилання для перенаправлення · Redirect URL
keys-redirect-uri-hint = точно як в інтеграції, до останньої скісної риски
keys-count = { $count ->
    [one] { $count } символ
    [few] { $count } символи
   *[many] { $count } символів
}
keys-secret-shown = { $secret }, { $count ->
    [one] { $count } символ
    [few] { $count } символи
   *[many] { $count } символів
}
keys-unusual-length = Зазвичай у секретному ключі 64 символи. Його скопійовано повністю?
keys-checking = Перевіряємо сховище ({ $store }): запис, читання, видалення…

code-title = із вкладки { $keys }
code-how =
    Відкрийте картку інтеграції, вкладку { $keys }.
    Скопіюйте код авторизації. Якщо йому більше ніж 20 хвилин, спершу оновіть його там само.
code-left = не більше ніж { $time }
code-over = Минуло 20 хвилин, цей код уже не спрацює. Скопіюйте новий.
code-redirect-uri = Разом із кодом піде посилання для перенаправлення { $uri }: воно має збігатися з указаним в інтеграції.

token-title = із вкладки { $keys }
token-how =
    Відкрийте картку інтеграції, вкладку { $keys }.
    Згенеруйте довгостроковий токен і виберіть, до якого дня він діятиме.
    Одразу скопіюйте його: токен показують лише раз.
token-until = діє до { $end }
token-short = Він діє добу, як звичайний access-токен. Це точно довгостроковий?
token-ended = Строк цього токена минув. Створіть в інтеграції новий.

api-key-title = акаунта, створеного до 2020 року
api-key-login = Логін
api-key-key = API-ключ
api-key-age = З інтерфейсу ключі прибрали 2020 року, тож amoCRM може їх уже не приймати. Esc — до інших способів.

exchange-title = чекаємо на код від amoCRM
exchange-how-here =
    amoCRM прийняла ключ і тепер звертається до { $uri } зі своїх серверів.
    Ця адреса — на вашому компʼютері: дістатися туди вони можуть лише через тунель.
exchange-how-elsewhere =
    amoCRM прийняла ключ і тепер звертається до { $uri } зі своїх серверів.
    Знайдіть цей запит у журналі сайту: у ньому є code=def50200…
exchange-paste = Вставте його адресу або сам код:
exchange-silence = Запиту немає? Можливо, amoCRM їх більше не надсилає. Поверніться й виберіть дозвіл у браузері.

is-redirected-url = Це адреса, на яку ви потрапили після дозволу; її місце — на кроці «Доступ».
is-callback-query = Це частина адреси, на яку ви потрапили після дозволу; її місце — на кроці «Доступ».
is-code = Це код авторизації або refresh-токен; код вставляють на кроці «Доступ» чи «Код».
is-token = Це access-токен; для довгострокового є окремий спосіб підключення.
is-token-response = Це відповідь із токенами; її прийме команда amokey import.
is-client-secret = Це секретний ключ; для нього є власне поле на кроці «Ключі».
is-client-id = Це ID інтеграції; для нього є власне поле на кроці «Ключі».
is-email = Це адреса пошти; вона потрібна лише разом з API-ключем.
is-api-key = Це API-ключ; для нього є окремий спосіб підключення.
is-consent-url = Це адреса сторінки, де дозволяють доступ; відкрийте її в браузері.
is-address = Це адреса сторінки; адресу акаунта вводять на кроці «Акаунт».
is-unknown = Не схоже.
expects-account = Адреса акаунта виглядає так: acme.kommo.com або acme.amocrm.ru.
expects-client-id = ID інтеграції виглядає так: 2912780f-a1e4-…
expects-client-secret = Секретний ключ — це 64 літери й цифри.
expects-redirect-uri = Посилання виглядає так: http://localhost:18497/callback.
expects-landed = Вставте адресу, на яку потрапили, або код із неї.
expects-code = Код починається з def50200, у ньому близько 900 символів.
expects-long-lived = Довгостроковий токен починається з eyJ, у ньому близько 1000 символів.
expects-login = Логін — це адреса пошти власника ключа.
expects-api-key = В API-ключі 40 літер і цифр.
uri-no-url = Посилання починається з http:// або https://.
uri-plain-http = На цю адресу код прийде без шифрування. Без секретного ключа він нічого не вартий, але https:// надійніше.
uri-fragment = У посиланні для перенаправлення не буває частини після #.
uri-redirected = Це адреса, на яку ви потрапляєте після дозволу. Тут потрібне посилання з налаштувань інтеграції.
uri-no-path = Наприкінці немає скісної риски. В інтеграції точно так само? Для amoCRM це дві різні адреси.
paste-no-code = У цій адресі немає коду. Скопіюйте адресу повністю, від http до кінця.
paste-cut = Код обрізано: у цілому близько 900 символів. Скопіюйте його повністю ще раз.
paste-garbled = Код зіпсовано. Скопіюйте адресу повністю ще раз.
paste-repeated = У цій адресі два коди. Скопіюйте її ще раз.

consent-preparing = готуємося…
consent-title = натисніть { $allow } у браузері
consent-left = лишилося { $time }
consent-opened = У браузері відкрилася сторінка { $platform }.
consent-open-local = Відкрийте в браузері { $url }
consent-open-copied = Натисніть ^Y, щоб скопіювати посилання, і відкрийте його в браузері.
consent-choose = Виберіть акаунт { $account } і натисніть { $allow }.
consent-back-by-itself = Більше нічого робити не треба: далі все станеться тут само.
consent-back-by-hand = Ви потрапите на { $uri }, можливо, з помилкою. Це нормально: скопіюйте адресу повністю.
consent-page = Це ваш сайт? Команда amokey page створить для цієї адреси сторінку, яка поверне вас сюди.
consent-not-handed-on = Те, що передасть сторінка amokey за посиланням для перенаправлення, сюди не дійде: вставте адресу.
consent-no-page = Сторінки немає?
consent-remote = Браузер на іншому компʼютері? Спершу виконайте там:
consent-container = Програма працює в контейнері, і браузер до нього не повернеться. Скопіюйте посилання (^Y), а потім вставте адресу, на яку потрапили.
consent-wsl = Браузер Windows повернеться сюди сам. Якщо його сторінка не відкриється, вставте її адресу.
consent-no-display = Браузера тут немає. Відкрийте посилання на будь-якому компʼютері (^Y — скопіювати, ^P — надрукувати) і вставте адресу, на яку потрапили.
consent-paste = Або вставте адресу, на яку потрапили, чи код:
consent-paste-only = Вставте адресу, на яку потрапили, або код:
consent-paste-demo = Натисніть { $allow } там або просто Enter тут: пісочниця дозволить за вас.
consent-handed = Перевіряємо…
consent-copied = Посилання скопійовано. Відкрийте його в будь-якому браузері.
consent-still-waiting = Нічого не втрачено, чекаємо далі.
consent-failed = не підключено
consent-again = Спробувати ще раз: усе введене збереглося.
consent-instead = Підключити натомість { $account }.
consent-given = дозволено
silence-title = Уже хвилину тихо. Найімовірніше:
silence-platform = Відкрилася головна сторінка { $platform }? Можливо, інтеграцію створено в { $other }: поверніться назад.
silence-rights = Немає кнопки { $allow } чи вкладку закрито? Увійдіть як адміністратор і відкрийте ще раз.
silence-elsewhere = Після { $allow } інша сторінка чи помилка? Туди веде посилання для перенаправлення, або порт закрито: вставте адресу нижче.

work-title = майже готово
work-exchange = міняємо код на токени
work-save = зберігаємо токени: { $store }
work-verify = питаємо назву акаунта

done-title = { $account }: підключено
done-profile = Профіль
done-access = Access-токен
done-refresh = Refresh-токен
done-store = Зберігається
done-until = { $left }, до { $end }
done-estimated = { $end } (оцінка)
done-unverified = Токени збережено. Дізнатися назву акаунта поки не вдалося.
done-schedule = оновлювати без вас
done-export = для іншої програми
done-script = для вашого скрипта
done-copied = Команду скопійовано.

qr-too-large = Для QR-коду потрібне вікно { $width }×{ $height }.
qr-too-long = Посилання задовге для QR-коду.
qr-instead = Збільште вікно або натисніть ^Y, щоб скопіювати посилання.

# Outside the full screen, below a link that was printed.
wizard-print-back = Натисніть Enter, щоб повернутися.

# Ті самі запитання по рядках.
asks-account = Акаунт, наприклад acme.kommo.com
asks-client-id = ID інтеграції
asks-client-secret = Секретний ключ (введене не показується)
asks-redirect-uri = Посилання для перенаправлення
asks-landed = Адреса, на яку ви потрапили, або код (введене не показується)
asks-code = Код із налаштувань (введене не показується)
asks-long-lived = Довгостроковий токен (введене не показується)
asks-login = Логін — адреса пошти власника ключа
asks-api-key = API-ключ (введене не показується)
asks-number = Номер
plain-open = Відкрийте цю сторінку, виберіть акаунт { $account } і натисніть { $allow }:
plain-short = Або коротку адресу на цьому компʼютері: { $url }
plain-exchange = amoCRM прийняла ключ і тепер надсилає код на посилання для перенаправлення зі своїх серверів.
plain-waiting = Чекаємо на ваш браузер. Якщо сам він не повернеться, вставте адресу, на яку потрапили (введене не показується)
plain-again = Щоб спробувати ще раз, натисніть Enter: усе введене збережено. Ctrl+C — вийти.
