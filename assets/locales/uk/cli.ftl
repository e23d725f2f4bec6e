# The command line: help, wrong usage, answers.

cli-about = Один раз підключає amoCRM і Kommo та стежить, щоб доступ не зник.
cli-about-setup = Підключити акаунт крок за кроком
cli-about-connect = Підключити акаунт без запитань; секрети читаються зі стандартного вводу
cli-about-authorize = Підключити профіль знову; усе, що про нього відомо, збережеться
cli-about-token = Вивести чинний access token; за потреби оновити його
cli-about-refresh = Оновити токени; для cron
cli-about-exec = Запустити команду з чинним access token у її оточенні
cli-about-api = Надіслати один запит до API з access token і вивести відповідь
cli-about-lead = Дізнатися про угоду
cli-about-lead-contacts = Показати контакти угоди: хто основний і хто відповідальний
cli-about-status = Показати стан усіх профілів — без сховища паролів і без мережі
cli-about-history = Показати всі спроби: коли, звідки й чим закінчилися
cli-about-pending = Показати авторизації, які чекають на відповідь із браузера
cli-about-doctor = Перевірити все, від чого залежить amokey, і сказати, як полагодити
cli-about-forget = Видалити профіль і його секрети
cli-about-page = Записати сторінку для Redirect URI на вашому сайті
cli-about-store = Показати, створити або змінити місце, де зберігаються токени
cli-about-store-show = Показати, яке сховище використовується та звідки береться ключ
cli-about-store-init = Створити зашифрований файл і ключ до нього — для машин без сховища паролів
cli-about-store-move = Перенести всі профілі до іншого сховища
cli-about-sandbox = Запустити пісочницю замість amoCRM і Kommo на цьому комп’ютері
cli-about-demo = Показати все на пісочниці; нічого не виходить за межі цього комп’ютера
cli-about-completions = Вивести автодоповнення для оболонки: bash, zsh, fish або powershell
cli-about-man = Вивести сторінку довідника man
cli-usage = Використання
cli-commands = Команди
cli-command = КОМАНДА
cli-arguments = Аргументи
cli-options = Параметри
cli-arg-help = Показати цю довідку
cli-arg-version = Показати версію
cli-arg-profile = Ім’я профілю
cli-arg-profiles = Імена профілів
cli-arg-no-browser = Не відкривати браузер
cli-arg-plain = Питати по рядках, без повноекранного режиму
cli-arg-account = Акаунт, наприклад acme.kommo.com
cli-arg-client-id = ID інтеграції
cli-arg-registered-uri = Посилання для перенаправлення, точно як в інтеграції
cli-arg-browser = Дозволити доступ у браузері
cli-arg-code = Узяти код із налаштувань, зі стандартного вводу
cli-arg-url = Узяти адресу, на яку ви потрапили після дозволу, зі стандартного вводу
cli-arg-long-lived = Узяти довгостроковий токен, зі стандартного вводу
cli-arg-api-key = Узяти API-ключ старого акаунта, зі стандартного вводу
cli-arg-login = Логін, якому належить API-ключ
cli-arg-client-secret = Узяти новий секретний ключ, з AMOKEY_CLIENT_SECRET або стандартного вводу
cli-arg-sandbox = Працювати з пісочницею за цією локальною адресою замість amoCRM
cli-arg-format = У якому вигляді вивести
cli-arg-as-cron = Сказати, що побачив би cron
cli-arg-clean = Прибрати ті, чий час минув
cli-arg-yes = Не питати
cli-arg-output = Куди записати; типово — у стандартний вивід
cli-arg-callback-port = Порт цього комп’ютера, на який сторінка передає відповідь; типово 18497
cli-arg-overwrite = Замінити файл, навіть якщо це не сторінка amokey
cli-arg-key-file = Зберігати ключ у цьому файлі; якщо файлу немає, він створюється. Типово — AMOKEY_KEY_FILE
cli-arg-passphrase = Замість ключа — парольна фраза, її щоразу спитає термінал
cli-arg-keychain = Зберігати ключ у системному сховищі паролів
cli-arg-destination = Куди: keychain або file
cli-arg-port = Порт; типово будь-який вільний
cli-arg-platform = Яку платформу вдавати: amocrm чи kommo
cli-arg-rotation = Що стається з використаним refresh token: grace — живе, доки не пішла в хід нова пара, strict — помирає одразу
cli-arg-access-ttl = Строк життя access token у секундах
cli-arg-latency = Затримка кожної відповіді в мілісекундах
cli-arg-accounts = Скільки акаунтів
cli-arg-redirect-uri = Redirect URI в налаштуваннях інтеграції
cli-arg-tls = Працювати через https із власним центром сертифікації
cli-arg-min-valid = Скільки токен ще має діяти, наприклад 5m
cli-arg-no-refresh = Не оновлювати: якщо збережений токен не годиться, завершитися з помилкою
cli-arg-all = Усі профілі
cli-arg-due = Лише ті, яким час
cli-arg-force = Навіть якщо access token ще діє
cli-arg-check = Завершитися з кодом 7, якщо щось потребує уваги
cli-arg-within = Наскільки дивитися вперед, наприклад 7d
cli-arg-command = Команда та її аргументи
cli-arg-request = Ім’я профілю, метод великими літерами (типово GET, а з тілом — POST) і шлях, наприклад /api/v4/leads
cli-arg-data = Тіло запиту: JSON, ім’я файлу після @ або - для стандартного вводу
cli-arg-query = Параметр, наприклад limit=50; можна повторювати
cli-arg-header = Ще один заголовок, наприклад «If-Modified-Since: …»; можна повторювати
cli-arg-every-page = Прочитати список до останньої сторінки й вивести його цілком
cli-arg-raw = Вивести відповідь як є, навіть на термінал
cli-arg-lead-id = Номер угоди — остання частина її адреси
cli-arg-shell = Оболонка
cli-arg-dir = Записати сторінки всіх команд до цієї теки
cli-see-help = Довідка: amokey --help
cli-unknown-argument = У цієї команди немає параметра { $argument }.
cli-unknown-command = Команди «{ $command }» немає.
cli-missing-argument = Бракує: { $argument }
cli-not-one-of = { $argument } може бути таким: { $valid }. «{ $value }» не підходить.
cli-invalid-value = «{ $value }» не підходить для { $argument }.
cli-conflict = { $argument } не можна вказати разом з іншими параметрами.
cli-wrong-usage = Таку команду зрозуміти не вдалося.
cli-unknown-store = В AMOKEY_STORE вказано «{ $store }». Може бути keychain, file або memory.
cli-bad-profile-name = «{ $name }» не годиться для імені профілю. В імені до 64 літер, цифр, крапок, дефісів і підкреслень, і починається воно з літери або цифри.
cli-bad-sandbox = Пісочниця доступна за локальною адресою з портом, наприклад http://127.0.0.1:8080.
cli-no-terminal = Тут немає термінала, показати екран ніде. Для скриптів є команди, наприклад: amokey status, amokey token
cli-connected = { $profile } підключено: { $account } ({ $host })
cli-which-platform = Це { $name }.amocrm.ru чи { $name }.kommo.com? Вкажіть повну адресу в --account.
cli-renew-long-lived = У { $name } довгостроковий токен. Передайте новий командою: amokey authorize { $name } --long-lived -
cli-stdin-ended = У стандартному вводі бракує рядка: { $what }. По одному на рядок, секретний ключ першим.
cli-nobody-to-ask = Запитати тут нема в кого: { $what }. Передайте це у стандартний ввід.
cli-secret-in-argv = Секрети не вказують у командному рядку: там їх бачать інші. Поставте дефіс у { $argument }, а текст передайте у стандартний ввід.
cli-number = Число від 1 до { $count }.
cli-plain-without-terminal =
    setup --plain ставить запитання, а відповідати тут нікому. На них відповідають параметри команди amokey connect:
      акаунт            --account acme.kommo.com
      спосіб            --browser, --code -, --url -, --long-lived - або --api-key -
      ID інтеграції     --client-id ID
      секретний ключ    AMOKEY_CLIENT_SECRET або стандартний ввід
      посилання для перенаправлення   --redirect-uri { $uri }
      назва профілю     --profile P
cli-no-profiles = Поки що не підключено жодного акаунта. Почніть із команди: amokey setup
cli-which-profile = Профілів кілька. Вкажіть ім’я потрібного або задайте AMOKEY_PROFILE.
cli-sandbox-failed = Пісочниця не запустилася: { $reason }
cli-cleaned = { $count ->
    [0] Прибирати нічого.
    [one] Прибрано { $count } авторизацію.
    [few] Прибрано { $count } авторизації.
   *[many] Прибрано { $count } авторизацій.
}
cli-nothing-pending = Жодна авторизація не чекає на відповідь.
cli-no-history = Поки що нічого не відбувалося.
cli-forget-question = Видалити { $name } і його секрети з цього комп’ютера? В amoCRM нічого не зміниться. [т/Н]
cli-forget-needs-yes = Спитати тут нікого. Щоб видалити { $name }, додайте --yes.
cli-forgotten = Профіль { $name } і його секрети видалено.
cli-page-written = Файл { $path } записано. Розмістіть його на своєму сайті (https) за адресою, яку в інтеграції вказано як посилання для перенаправлення.
cli-page-port = Сторінка передає відповідь на порт { $port }, тож нехай amokey слухає його: AMOKEY_PORT={ $port }
cli-page-not-ours = { $path } — не сторінка amokey. Щоб замінити файл, додайте --force.
cli-page-failed = Не вдалося записати { $path }: { $reason }
cli-man-failed = Не вдалося записати { $path }: { $reason }
cli-longer-than-life = Токен цього акаунта живе лише { $life }, довше він діяти не може. Вкажіть у --min-valid менше.
cli-stale = Збережений токен профілю { $name } не годиться, а --no-refresh забороняє його оновлювати. Оновити: amokey refresh { $name }
cli-exec-not-found = Команду «{ $command }» не знайдено.
cli-exec-failed = Не вдалося запустити «{ $command }»: { $reason }
cli-api-words = «{ $given }» — це не [P] [METHOD] PATH. Метод — GET, POST, PATCH, PUT, DELETE або HEAD.
cli-api-not-a-path = «{ $given }» — не шлях. Шлях починається з / або api/, наприклад /api/v4/leads
cli-api-foreign = «{ $given }» — не https-адреса акаунта, а більше нікому токен не надсилається.
cli-api-another-account = Це адреса акаунта { $named }, а токен — від { $own }. В інше місце він не надсилається.
cli-api-not-a-parameter = «{ $given }» — не параметр. Пишіть ІМ’Я=ЗНАЧЕННЯ, наприклад limit=50
cli-api-not-a-header = «{ $given }» — не заголовок. Пишіть «Ім’я: значення».
cli-api-own-header = Заголовок { $given } amokey ставить сам.
cli-api-not-json = Тіло запиту — не JSON: { $reason }. Якщо так і задумано, вкажіть тип: -H "Content-Type: …"
cli-api-unreadable = Не вдалося прочитати { $path }: { $reason }
cli-api-all-reads = --all читає список, тож годиться лише для GET і без тіла.
cli-no-such-lead = Угоди { $id } немає, або той, хто дозволив доступ, не має на неї прав.
cli-lead-title = Угода { $id } · { $name } · відповідальний: { $user }
cli-no-contacts = У цій угоді немає контактів.
cli-user-number = користувач { $id }
cli-contact-main = основний
cli-rotated = { $name }: оновлено
cli-still-fresh = { $name }: ще свіжий, робити нічого
cli-moved = { $name }: його щойно оновив інший процес
cli-renamed = { $name }: оновлено; в акаунта нова адреса, { $account }
cli-refresh-summary = Оновлено: { $refreshed } · ще чинні: { $fresh } · з помилкою: { $failed }
cli-head-profile = ПРОФІЛЬ
cli-head-account = АКАУНТ
cli-head-access = ACCESS TOKEN
cli-head-refresh = REFRESH TOKEN
cli-head-health = СТАН
cli-head-contact = КОНТАКТ
cli-head-name = ІМ’Я
cli-head-main = ОСНОВНИЙ
cli-head-responsible = ВІДПОВІДАЛЬНИЙ
cli-health-ok = усе гаразд
cli-health-expiring = скоро закінчиться
cli-health-expired = access token закінчився
cli-health-needs-authorization = потрібні ви
cli-health-elsewhere = під наглядом іншої програми
cli-health-unknown = не завершено
cli-action-callback = відповідь браузера
cli-action-authorize = підключення
cli-action-refresh = оновлення
cli-action-verify = перевірка
cli-action-forget = видалення

store-in-use = Використовується: { $store } (AMOKEY_STORE={ $name })
store-file = Зашифрований файл: { $path }
store-no-file = Зашифрованого файлу ще немає; він був би тут: { $path }
store-key-credential = Ключ до нього: передає systemd, { $path }
store-key-file = Ключ до нього: файл { $path }
store-key-keychain = Ключ до нього: запис у системному сховищі паролів
store-key-passphrase = Ключ до нього: парольна фраза, яку ви вводите
store-opens = Ключ підходить. Профілів у файлі: { $count }
store-profiles = Профілів за списком amokey, { $store }: { $count }
store-which-key = Укажіть, де бути ключу до зашифрованого файлу: --key-file ШЛЯХ, --keychain або --passphrase.
store-made = Зашифрований файл створено: { $path }
store-keep-key = Збережіть копію ключа в іншому місці: без нього файл не відкриє ніхто.
store-use = Тепер укажіть у середовищі:
store-moved = { $name }: перенесено, { $store }
store-nothing-to-move = Переносити нічого, профілів немає: { $store }.
passphrase-ask = Парольна фраза зашифрованого файлу:
passphrase-new = Нова парольна фраза зашифрованого файлу:
passphrase-again = Ще раз:
passphrase-differs = Порожньо або не збіглося. Спочатку.
