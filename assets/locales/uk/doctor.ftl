# The self-tests: what was checked, what was seen, what mends it.

doctor-ok = гаразд
doctor-attention = увага
doctor-failed = не працює
doctor-not-applicable = не потрібно
doctor-summary = гаразд: { $ok } · увага: { $attention } · не працює: { $failed }
doctor-run = Виконайте: { $command }
doctor-trouble = { $trouble }
doctor-no-profiles = профілів поки що немає
doctor-not-asked = спитати { $host } не вдалося. { $reason }

doctor-name-folder = тека
doctor-name-settings = налаштування
doctor-name-setting = налаштування { $about }
doctor-name-ledger = список профілів
doctor-name-row = рядок { $about }
doctor-name-store = сховище токенів
doctor-name-records = профілі
doctor-name-record = профіль { $about }
doctor-name-locks = блокування
doctor-name-lock = блокування { $about }
doctor-name-loopback = порт { $about }
doctor-name-browser = браузер
doctor-name-proxy = проксі
doctor-name-certificates = сертифікат { $about }
doctor-name-clock = годинник { $about }
doctor-name-accounts = акаунти
doctor-name-account = акаунт профілю { $about }
doctor-name-cron = cron
doctor-name-schedule = розклад { $about }

doctor-folder-fine = { $folder }: файл записано й прочитано за { $ms } мс; { $count ->
    [one] від чужих закрито { $count } обʼєкт
    [few] від чужих закрито { $count } обʼєкти
   *[many] від чужих закрито { $count } обʼєктів
}
doctor-folder-readable = інші користувачі можуть читати { $entry } (права { $mode }); усього таких обʼєктів: { $count }
doctor-folder-writable = інші користувачі можуть змінювати { $entry } (права { $mode }); усього таких обʼєктів: { $count }

doctor-settings-fine = враховуються всі рядки файлу { $path }
doctor-settings-none = поки нічого не збережено; налаштування лежали б у { $path }
doctor-settings-wrong = не враховуються рядки файлу { $path }: { $lines }
doctor-setting-file = { $value }: рядок { $line } у налаштуваннях
doctor-setting-variable = { $value }: з { $variable }
doctor-setting-overrides = { $value }: з { $variable }; у налаштуваннях указано { $file }, і без цієї змінної, наприклад у cron, діє воно

doctor-ledger-whole = { $profiles ->
    [one] { $profiles } профіль
    [few] { $profiles } профілі
   *[many] { $profiles } профілів
}, { $size } КБ, усі сторінки цілі, { $ms } мс
doctor-ledger-mend = Приберіть його: { $command }
    Токени зберігаються не в ньому, і профілі повернуться зі сховища: amokey status. Якщо сховище не називає імен, кожен повернеться за своїм: amokey refresh ІМʼЯ
doctor-ledger-backup = Яким він був до останнього оновлення, зберігає { $path }

doctor-store-works = { $store }: запис створено, прочитано й видалено за { $ms } мс

doctor-records-store = нічого не прочитано: сховище токенів недоступне
doctor-records-agree = прочитано й збігається зі списком: { $agree } з { $of }
doctor-records-left = не вистачило часу прочитати: { $left }
doctor-record-elsewhere = токени не в тому сховищі, яке зараз використовується: { $store }
doctor-record-missing = у сховищі немає його токенів
doctor-record-unlisted = є у сховищі, але не у списку: { $profiles }
doctor-record-abandoned = зберігається секретний ключ незавершеного налаштування: { $profiles }
doctor-record-differs = у списку { $column } — { $row }, у сховищі — { $record }; усього розбіжностей: { $count }

doctor-home-gone = у сховищі паролів лишилися секрети теки, якої вже немає: { $profiles }
doctor-home-gone-mend = Перенесіть їх сюди, тоді їх можна буде видалити. Виконайте: { $command }

doctor-locks-free = вільні { $free } з { $of }
doctor-lock-held-by = зайнято: { $holder }
doctor-lock-held = зайнято іншим процесом
doctor-lock-wait = Дочекайтеся, доки він закінчить.
doctor-lock-mend = Дочекайтеся, доки він закінчить. Якщо завис: kill { $pid }

doctor-loopback-not-ours = жодне посилання для перенаправлення не веде на цей компʼютер
doctor-loopback-works = запит на { $addresses } дійшов, і відповідь повернулася, { $ms } мс
doctor-loopback-taken-by = зайнятий: { $holder }
doctor-loopback-taken = зайнятий іншою програмою
doctor-loopback-free = Закрийте цю програму або вкажіть інший порт у посиланні для перенаправлення. Дізнатися, хто це: { $command }
doctor-loopback-forbidden = система не дає його відкрити
doctor-loopback-higher = Вкажіть у посиланні для перенаправлення порт від 1024 і вище.
doctor-loopback-lost = запит на { $address } не повернувся: { $reason }
doctor-loopback-firewall = Дозвольте у фаєрволі або антивірусі зʼєднання з 127.0.0.1 і ::1.

doctor-browser-named = BROWSER: { $program }
doctor-browser-system = браузер системи
doctor-browser-display = браузер системи, { $display }
doctor-browser-text = у BROWSER вказано { $program }: він затер би екран, тому не відкривається
doctor-browser-missing = у BROWSER вказано { $program }, але такої програми немає
doctor-browser-no-display = немає екрана, на якому можна відкрити вікно
doctor-browser-no-program = тут нічим відкрити сторінку
doctor-browser-by-hand = Під час підключення натисніть c, щоб скопіювати посилання, і відкрийте його в будь-якому браузері.

doctor-proxy-sandbox = не потрібен: пісочниця на цьому компʼютері
doctor-proxy-none = не заданий
doctor-proxy-excepted = NO_PROXY: { $host } — без проксі
doctor-proxy-answers = { $proxy } відповідає, { $ms } мс
doctor-proxy-malformed = у { $variable } не адреса, тому проксі не використовується
doctor-proxy-unsupported = { $proxy }: amokey вміє працювати лише з проксі http і https
doctor-proxy-silent = { $proxy } не відповідає: { $reason }
doctor-proxy-timed-out = { $proxy } не відповідає: відповідь не надійшла вчасно
doctor-proxy-mend = Виправте адресу в HTTPS_PROXY або виконайте: unset HTTPS_PROXY https_proxy ALL_PROXY all_proxy

doctor-certificates-sandbox = у пісочниці без https сертифіката немає
doctor-certificates-believed = довірений, { $host } відповів HTTP { $status } за { $ms } мс
doctor-certificates-believed-own = довірений завдяки { $file }, { $host } відповів HTTP { $status } за { $ms } мс
doctor-certificates-not-asked = зʼєднання не було, тож і перевіряти нічого
doctor-certificates-own = Покладіть туди PEM-файл із сертифікатом вашого проксі або виконайте: unset SSL_CERT_FILE

doctor-clock-right = розходиться з { $host } на { $off } с
doctor-clock-behind = цей компʼютер відстає від { $host } на { $off }
doctor-clock-ahead = цей компʼютер поспішає відносно { $host } на { $off }
doctor-clock-no-date = { $host } відповів, але часу не назвав

doctor-accounts-not-asked = не питали: спершу виправте те, що вище
doctor-account-answers = { $account } відповідає за адресою { $host }
doctor-account-elsewhere = його токенами опікується інша програма

doctor-cron-memory = токени в памʼяті одного процесу: у cron їх не було б
doctor-cron-same = { $store } і { $folder }: усе знаходиться так само, як тут
doctor-cron-needs-store = без змінних цього сеансу сховище токенів недоступне, з ними доступне: перевірено і так, і так
doctor-cron-needs-folder = без цих змінних сховище або тека були б іншими, з ними — ті самі: перевірено і так, і так
doctor-cron-mend = Про це подбає amokey schedule install. Вручну: додайте це на початок таблиці, яку відкриває crontab -e:
    { $lines }
doctor-cron-never = сховище токенів недоступне навіть зі змінними цього сеансу
doctor-cron-store-first = Спершу полагодьте сховище токенів, потім виконайте: amokey doctor
doctor-cron-not-started = запустити amokey так, як це робить cron, не вдалося: { $reason }

doctor-schedule-nothing = для цієї теки нічого не встановлено
doctor-schedule-works = { $program } в оточенні { $with } знаходить те саме сховище й ту саму теку
doctor-schedule-only-here = { $program } в оточенні { $with } не може відкрити сховище токенів або бере інше
doctor-schedule-nowhere = { $program } в оточенні { $with } не може відкрити сховище токенів, звідси воно теж не відкривається
doctor-schedule-not-started = { $program } не запускається в оточенні { $with }: { $reason }
doctor-schedule-no-daemon = рядок у crontab є, але cron на цій машині не запущено
doctor-schedule-start = Запустіть cron (служба називається cron або crond) або виберіть інший спосіб: amokey schedule install --with
