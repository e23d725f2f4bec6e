# The command line: help, wrong usage, answers.

cli-about = Один раз подключает amoCRM и Kommo и следит, чтобы доступ не пропал.
cli-about-setup = Подключить аккаунт шаг за шагом
cli-about-connect = Подключить аккаунт без вопросов; секреты читаются из стандартного ввода
cli-about-authorize = Подключить профиль заново; всё, что о нём известно, сохранится
cli-about-token = Вывести действующий access token; при необходимости обновить его
cli-about-refresh = Обновить токены; для cron
cli-about-exec = Запустить команду с действующим access token в её окружении
cli-about-api = Отправить один запрос к API с access token и вывести ответ
cli-about-lead = Узнать о сделке
cli-about-lead-contacts = Показать контакты сделки: кто основной и кто ответственный
cli-about-status = Показать состояние всех профилей — без хранилища паролей и без сети
cli-about-history = Показать все попытки: когда, откуда и чем закончились
cli-about-pending = Показать авторизации, которые ждут ответа из браузера
cli-about-doctor = Проверить всё, от чего зависит amokey, и сказать, как починить
cli-about-forget = Удалить профиль и его секреты
cli-about-page = Записать страницу для Redirect URI на вашем сайте
cli-about-store = Показать, создать или сменить место, где хранятся токены
cli-about-store-show = Показать, какое хранилище используется и откуда берётся ключ
cli-about-store-init = Создать зашифрованный файл и ключ к нему — для машин без хранилища паролей
cli-about-store-move = Перенести все профили в другое хранилище
cli-about-sandbox = Запустить песочницу вместо amoCRM и Kommo на этом компьютере
cli-about-demo = Показать всё на песочнице; ничего не уходит с этого компьютера
cli-about-completions = Вывести автодополнение для оболочки: bash, zsh, fish или powershell
cli-about-man = Вывести страницу руководства man
cli-usage = Использование
cli-commands = Команды
cli-command = КОМАНДА
cli-arguments = Аргументы
cli-options = Параметры
cli-arg-help = Показать эту справку
cli-arg-version = Показать версию
cli-arg-profile = Имя профиля
cli-arg-profiles = Имена профилей
cli-arg-no-browser = Не открывать браузер
cli-arg-plain = Спрашивать построчно, без полноэкранного режима
cli-arg-account = Аккаунт, например acme.amocrm.ru
cli-arg-client-id = ID интеграции
cli-arg-registered-uri = Ссылка для перенаправления, точно как в интеграции
cli-arg-browser = Разрешить доступ в браузере
cli-arg-code = Взять код из настроек, из стандартного ввода
cli-arg-url = Взять адрес, на который вы попали после разрешения, из стандартного ввода
cli-arg-long-lived = Взять долгосрочный токен, из стандартного ввода
cli-arg-api-key = Взять API-ключ старого аккаунта, из стандартного ввода
cli-arg-login = Логин, к которому относится API-ключ
cli-arg-client-secret = Взять новый секретный ключ, из AMOKEY_CLIENT_SECRET или стандартного ввода
cli-arg-sandbox = Работать с песочницей по этому локальному адресу вместо amoCRM
cli-arg-format = В каком виде вывести
cli-arg-as-cron = Сказать, что увидел бы cron
cli-arg-clean = Убрать те, чьё время вышло
cli-arg-yes = Не спрашивать
cli-arg-output = Куда записать; по умолчанию — в стандартный вывод
cli-arg-callback-port = Порт этого компьютера, на который страница передаёт ответ; по умолчанию 18497
cli-arg-overwrite = Заменить файл, даже если это не страница amokey
cli-arg-key-file = Хранить ключ в этом файле; если файла нет, он создаётся. По умолчанию — AMOKEY_KEY_FILE
cli-arg-passphrase = Вместо ключа — парольная фраза, её каждый раз спросит терминал
cli-arg-keychain = Хранить ключ в системном хранилище паролей
cli-arg-destination = Куда: keychain или file
cli-arg-port = Порт; по умолчанию любой свободный
cli-arg-platform = Какую платформу изображать: amocrm или kommo
cli-arg-rotation = Что становится с использованным refresh token: grace — живёт, пока не пустили в ход новую пару, strict — умирает сразу
cli-arg-access-ttl = Срок жизни access token в секундах
cli-arg-latency = Задержка каждого ответа в миллисекундах
cli-arg-accounts = Сколько аккаунтов
cli-arg-redirect-uri = Redirect URI в настройках интеграции
cli-arg-tls = Работать по https с собственным центром сертификации
cli-arg-min-valid = Сколько токен ещё должен действовать, например 5m
cli-arg-no-refresh = Не обновлять: если сохранённый токен не годится, завершиться с ошибкой
cli-arg-all = Все профили
cli-arg-due = Только те, которым пора
cli-arg-force = Даже если access token ещё действует
cli-arg-check = Завершиться с кодом 7, если что-то требует внимания
cli-arg-within = Насколько смотреть вперёд, например 7d
cli-arg-command = Команда и её аргументы
cli-arg-request = Имя профиля, метод заглавными буквами (по умолчанию GET, а с телом — POST) и путь, например /api/v4/leads
cli-arg-data = Тело запроса: JSON, имя файла после @ или - для стандартного ввода
cli-arg-query = Параметр, например limit=50; можно повторять
cli-arg-header = Ещё один заголовок, например «If-Modified-Since: …»; можно повторять
cli-arg-every-page = Прочитать список до последней страницы и вывести его целиком
cli-arg-raw = Вывести ответ как есть, даже на терминал
cli-arg-lead-id = Номер сделки — последняя часть её адреса
cli-arg-shell = Оболочка
cli-arg-dir = Записать страницы всех команд в эту папку
cli-see-help = Справка: amokey --help
cli-unknown-argument = У этой команды нет параметра { $argument }.
cli-unknown-command = Команды «{ $command }» нет.
cli-missing-argument = Не хватает: { $argument }
cli-not-one-of = { $argument } может быть таким: { $valid }. «{ $value }» не подходит.
cli-invalid-value = «{ $value }» не подходит для { $argument }.
cli-conflict = { $argument } нельзя указать вместе с другими параметрами.
cli-wrong-usage = Такую команду понять не удалось.
cli-unknown-store = В AMOKEY_STORE указано «{ $store }». Может быть keychain, file или memory.
cli-bad-profile-name = «{ $name }» не годится для имени профиля. В имени до 64 букв, цифр, точек, дефисов и подчёркиваний, и начинается оно с буквы или цифры.
cli-bad-sandbox = Песочница доступна по локальному адресу с портом, например http://127.0.0.1:8080.
cli-no-terminal = Здесь нет терминала, показать экран негде. Для скриптов есть команды, например: amokey status, amokey token
cli-connected = { $profile } подключён: { $account } ({ $host })
cli-which-platform = Это { $name }.amocrm.ru или { $name }.kommo.com? Укажите адрес целиком в --account.
cli-renew-long-lived = У { $name } долгосрочный токен. Передайте новый командой: amokey authorize { $name } --long-lived -
cli-stdin-ended = В стандартном вводе не хватает строки: { $what }. По одной на строке, секретный ключ первым.
cli-nobody-to-ask = Спросить здесь некого: { $what }. Передайте это в стандартный ввод.
cli-secret-in-argv = Секреты не указывают в командной строке: там их видят другие. Поставьте дефис в { $argument }, а текст передайте в стандартный ввод.
cli-number = Число от 1 до { $count }.
cli-plain-without-terminal =
    setup --plain задаёт вопросы, а отвечать здесь некому. На них отвечают параметры команды amokey connect:
      аккаунт           --account acme.amocrm.ru
      способ            --browser, --code -, --url -, --long-lived - или --api-key -
      ID интеграции     --client-id ID
      секретный ключ    AMOKEY_CLIENT_SECRET или стандартный ввод
      ссылка для перенаправления   --redirect-uri { $uri }
      имя профиля       --profile P
cli-no-profiles = Пока не подключено ни одного аккаунта. Начните с команды: amokey setup
cli-which-profile = Профилей несколько. Укажите имя нужного или задайте AMOKEY_PROFILE.
cli-sandbox-failed = Песочница не запустилась: { $reason }
cli-cleaned = { $count ->
    [0] Убирать нечего.
    [one] Убрана { $count } авторизация.
    [few] Убраны { $count } авторизации.
   *[many] Убрано { $count } авторизаций.
}
cli-nothing-pending = Ни одна авторизация не ждёт ответа.
cli-no-history = Пока ничего не происходило.
cli-forget-question = Удалить { $name } и его секреты с этого компьютера? В amoCRM ничего не изменится. [д/Н]
cli-forget-needs-yes = Спросить здесь некого. Чтобы удалить { $name }, добавьте --yes.
cli-forgotten = Профиль { $name } и его секреты удалены.
cli-page-written = Файл { $path } записан. Разместите его на своём сайте (https) по адресу, указанному в интеграции как ссылка для перенаправления.
cli-page-port = Страница передаёт ответ на порт { $port }, поэтому пусть amokey слушает его: AMOKEY_PORT={ $port }
cli-page-not-ours = { $path } — не страница amokey. Чтобы заменить файл, добавьте --force.
cli-page-failed = Не удалось записать { $path }: { $reason }
cli-man-failed = Не удалось записать { $path }: { $reason }
cli-longer-than-life = Токен этого аккаунта живёт всего { $life }, дольше он действовать не может. Укажите в --min-valid меньше.
cli-stale = Сохранённый токен профиля { $name } не годится, а --no-refresh запрещает его обновлять. Обновить: amokey refresh { $name }
cli-exec-not-found = Команда «{ $command }» не найдена.
cli-exec-failed = Не удалось запустить «{ $command }»: { $reason }
cli-api-words = «{ $given }» — это не [P] [METHOD] PATH. Метод — GET, POST, PATCH, PUT, DELETE или HEAD.
cli-api-not-a-path = «{ $given }» — не путь. Путь начинается с / или api/, например /api/v4/leads
cli-api-foreign = «{ $given }» — не https-адрес аккаунта, а больше никому токен не отправляется.
cli-api-another-account = Это адрес аккаунта { $named }, а токен — от { $own }. В другое место он не отправляется.
cli-api-not-a-parameter = «{ $given }» — не параметр. Пишите ИМЯ=ЗНАЧЕНИЕ, например limit=50
cli-api-not-a-header = «{ $given }» — не заголовок. Пишите «Имя: значение».
cli-api-own-header = Заголовок { $given } amokey ставит сам.
cli-api-not-json = Тело запроса — не JSON: { $reason }. Если так и задумано, укажите тип: -H "Content-Type: …"
cli-api-unreadable = Не удалось прочитать { $path }: { $reason }
cli-api-all-reads = --all читает список, поэтому годится только для GET и без тела.
cli-no-such-lead = Сделки { $id } нет, или у того, кто разрешил доступ, нет на неё прав.
cli-lead-title = Сделка { $id } · { $name } · ответственный: { $user }
cli-no-contacts = В этой сделке нет контактов.
cli-user-number = пользователь { $id }
cli-contact-main = основной
cli-rotated = { $name }: обновлён
cli-still-fresh = { $name }: ещё свежий, делать нечего
cli-moved = { $name }: его только что обновил другой процесс
cli-renamed = { $name }: обновлён; у аккаунта новый адрес, { $account }
cli-refresh-summary = Обновлено: { $refreshed } · ещё годны: { $fresh } · с ошибкой: { $failed }
cli-head-profile = ПРОФИЛЬ
cli-head-account = АККАУНТ
cli-head-access = ACCESS TOKEN
cli-head-refresh = REFRESH TOKEN
cli-head-health = СОСТОЯНИЕ
cli-head-contact = КОНТАКТ
cli-head-name = ИМЯ
cli-head-main = ОСНОВНОЙ
cli-head-responsible = ОТВЕТСТВЕННЫЙ
cli-health-ok = в порядке
cli-health-expiring = скоро закончится
cli-health-expired = access token закончился
cli-health-needs-authorization = нужны вы
cli-health-elsewhere = под присмотром другой программы
cli-health-unknown = не закончен
cli-action-callback = ответ браузера
cli-action-authorize = подключение
cli-action-refresh = обновление
cli-action-verify = проверка
cli-action-forget = удаление

store-in-use = Используется: { $store } (AMOKEY_STORE={ $name })
store-file = Зашифрованный файл: { $path }
store-no-file = Зашифрованного файла ещё нет; он был бы здесь: { $path }
store-key-credential = Ключ к нему: передаёт systemd, { $path }
store-key-file = Ключ к нему: файл { $path }
store-key-keychain = Ключ к нему: запись в системном хранилище паролей
store-key-passphrase = Ключ к нему: парольная фраза, которую вы вводите
store-opens = Ключ подходит. Профилей в файле: { $count }
store-profiles = Профилей по списку amokey, { $store }: { $count }
store-which-key = Укажите, где быть ключу к зашифрованному файлу: --key-file ПУТЬ, --keychain или --passphrase.
store-made = Зашифрованный файл создан: { $path }
store-keep-key = Сохраните копию ключа в другом месте: без него файл не откроет никто.
store-use = Теперь укажите в окружении:
store-moved = { $name }: перенесён, { $store }
store-nothing-to-move = Переносить нечего, профилей нет: { $store }.
passphrase-ask = Парольная фраза зашифрованного файла:
passphrase-new = Новая парольная фраза зашифрованного файла:
passphrase-again = Ещё раз:
passphrase-differs = Пусто или не совпало. Сначала.
