# The self-tests: what was checked, what was seen, what mends it.

doctor-ok = в порядке
doctor-attention = внимание
doctor-failed = не работает
doctor-not-applicable = не нужно
doctor-summary = в порядке: { $ok } · внимание: { $attention } · не работает: { $failed }
doctor-run = Выполните: { $command }
doctor-trouble = { $trouble }
doctor-no-profiles = профилей пока нет
doctor-not-asked = спросить { $host } не удалось. { $reason }

doctor-name-folder = папка
doctor-name-settings = настройки
doctor-name-setting = настройка { $about }
doctor-name-ledger = список профилей
doctor-name-row = строка { $about }
doctor-name-store = хранилище токенов
doctor-name-records = профили
doctor-name-record = профиль { $about }
doctor-name-locks = блокировки
doctor-name-lock = блокировка { $about }
doctor-name-loopback = порт { $about }
doctor-name-browser = браузер
doctor-name-proxy = прокси
doctor-name-certificates = сертификат { $about }
doctor-name-clock = часы { $about }
doctor-name-accounts = аккаунты
doctor-name-account = аккаунт профиля { $about }
doctor-name-cron = cron
doctor-name-schedule = расписание { $about }

doctor-folder-fine = { $folder }: файл записан и прочитан за { $ms } мс; { $count ->
    [one] от чужих закрыт { $count } объект
    [few] от чужих закрыты { $count } объекта
   *[many] от чужих закрыто { $count } объектов
}
doctor-folder-readable = другие пользователи могут читать { $entry } (права { $mode }); всего таких объектов: { $count }
doctor-folder-writable = другие пользователи могут менять { $entry } (права { $mode }); всего таких объектов: { $count }

doctor-settings-fine = учитываются все строки файла { $path }
doctor-settings-none = пока ничего не сохранено; настройки лежали бы в { $path }
doctor-settings-wrong = не учитываются строки файла { $path }: { $lines }
doctor-setting-file = { $value }: строка { $line } в настройках
doctor-setting-variable = { $value }: из { $variable }
doctor-setting-overrides = { $value }: из { $variable }; в настройках указано { $file }, и без этой переменной, например в cron, действует оно

doctor-ledger-whole = { $profiles ->
    [one] { $profiles } профиль
    [few] { $profiles } профиля
   *[many] { $profiles } профилей
}, { $size } КБ, все страницы целы, { $ms } мс
doctor-ledger-mend = Уберите его: { $command }
    Токены хранятся не в нём, и профили вернутся из хранилища: amokey status. Если хранилище не называет имён, каждый вернётся по своему: amokey refresh ИМЯ
doctor-ledger-backup = Каким он был до последнего обновления, хранит { $path }

doctor-store-works = { $store }: запись создана, прочитана и удалена за { $ms } мс

doctor-records-store = ничего не прочитано: хранилище токенов недоступно
doctor-records-agree = прочитано и совпадает со списком: { $agree } из { $of }
doctor-records-left = не хватило времени прочитать: { $left }
doctor-record-elsewhere = токены не в том хранилище, которое сейчас используется: { $store }
doctor-record-missing = в хранилище нет его токенов
doctor-record-unlisted = есть в хранилище, но не в списке: { $profiles }
doctor-record-abandoned = хранится секретный ключ незавершённой настройки: { $profiles }
doctor-record-differs = в списке { $column } — { $row }, в хранилище — { $record }; всего расхождений: { $count }

doctor-home-gone = в хранилище паролей остались секреты папки, которой больше нет: { $profiles }
doctor-home-gone-mend = Перенесите их сюда, тогда их можно будет удалить. Выполните: { $command }

doctor-locks-free = свободны { $free } из { $of }
doctor-lock-held-by = занята: { $holder }
doctor-lock-held = занята другим процессом
doctor-lock-wait = Дождитесь, пока он закончит.
doctor-lock-mend = Дождитесь, пока он закончит. Если завис: kill { $pid }

doctor-loopback-not-ours = ни одна ссылка для перенаправления не ведёт на этот компьютер
doctor-loopback-works = запрос на { $addresses } дошёл, и ответ вернулся, { $ms } мс
doctor-loopback-taken-by = занят: { $holder }
doctor-loopback-taken = занят другой программой
doctor-loopback-free = Закройте эту программу или укажите другой порт в ссылке для перенаправления. Узнать, кто это: { $command }
doctor-loopback-forbidden = система не даёт его открыть
doctor-loopback-higher = Укажите в ссылке для перенаправления порт от 1024 и выше.
doctor-loopback-lost = запрос на { $address } не вернулся: { $reason }
doctor-loopback-firewall = Разрешите в файрволе или антивирусе соединения с 127.0.0.1 и ::1.

doctor-browser-named = BROWSER: { $program }
doctor-browser-system = браузер системы
doctor-browser-display = браузер системы, { $display }
doctor-browser-text = в BROWSER указан { $program }: он затёр бы экран, поэтому не открывается
doctor-browser-missing = в BROWSER указан { $program }, но такой программы нет
doctor-browser-no-display = нет экрана, на котором можно открыть окно
doctor-browser-no-program = здесь нечем открыть страницу
doctor-browser-by-hand = При подключении нажмите c, чтобы скопировать ссылку, и откройте её в любом браузере.

doctor-proxy-sandbox = не нужен: песочница на этом компьютере
doctor-proxy-none = не задан
doctor-proxy-excepted = NO_PROXY: { $host } — без прокси
doctor-proxy-answers = { $proxy } отвечает, { $ms } мс
doctor-proxy-malformed = в { $variable } не адрес, поэтому прокси не используется
doctor-proxy-unsupported = { $proxy }: amokey умеет работать только с прокси http и https
doctor-proxy-silent = { $proxy } не отвечает: { $reason }
doctor-proxy-timed-out = { $proxy } не отвечает: ответ не пришёл вовремя
doctor-proxy-mend = Исправьте адрес в HTTPS_PROXY или выполните: unset HTTPS_PROXY https_proxy ALL_PROXY all_proxy

doctor-certificates-sandbox = у песочницы без https сертификата нет
doctor-certificates-believed = доверенный, { $host } ответил HTTP { $status } за { $ms } мс
doctor-certificates-believed-own = доверенный благодаря { $file }, { $host } ответил HTTP { $status } за { $ms } мс
doctor-certificates-not-asked = соединения не было, поэтому и проверять нечего
doctor-certificates-own = Положите туда PEM-файл с сертификатом вашего прокси или выполните: unset SSL_CERT_FILE

doctor-clock-right = расходятся с { $host } на { $off } с
doctor-clock-behind = этот компьютер отстаёт от { $host } на { $off }
doctor-clock-ahead = этот компьютер спешит относительно { $host } на { $off }
doctor-clock-no-date = { $host } ответил, но времени не назвал

doctor-accounts-not-asked = не спрашивали: сначала исправьте то, что выше
doctor-account-answers = { $account } отвечает по адресу { $host }
doctor-account-elsewhere = его токенами занимается другая программа

doctor-cron-memory = токены в памяти одного процесса: у cron их не было бы
doctor-cron-same = { $store } и { $folder }: всё находится так же, как здесь
doctor-cron-needs-store = без переменных этой сессии хранилище токенов недоступно, с ними доступно: проверено и так, и так
doctor-cron-needs-folder = без этих переменных хранилище или папка были бы другими, с ними — те же: проверено и так, и так
doctor-cron-mend = Об этом позаботится amokey schedule install. Вручную: добавьте это в начало таблицы, которую открывает crontab -e:
    { $lines }
doctor-cron-never = хранилище токенов недоступно даже с переменными этой сессии
doctor-cron-store-first = Сначала почините хранилище токенов, потом выполните: amokey doctor
doctor-cron-not-started = запустить amokey так, как это делает cron, не удалось: { $reason }

doctor-schedule-nothing = для этой папки ничего не установлено
doctor-schedule-works = { $program } в окружении { $with } находит то же хранилище и ту же папку
doctor-schedule-only-here = { $program } в окружении { $with } не может открыть хранилище токенов или берёт другое
doctor-schedule-nowhere = { $program } в окружении { $with } не может открыть хранилище токенов, отсюда оно тоже не открывается
doctor-schedule-not-started = { $program } не запускается в окружении { $with }: { $reason }
doctor-schedule-no-daemon = строка в crontab есть, но cron на этой машине не запущен
doctor-schedule-start = Запустите cron (служба называется cron или crond) или выберите другой способ: amokey schedule install --with
