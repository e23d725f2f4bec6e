# Для чтения вслух: целыми словами и целыми предложениями, для экранного диктора и писем.
spoken-minutes = { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}
spoken-hours = { $hours ->
    [one] { $hours } час
    [few] { $hours } часа
   *[many] { $hours } часов
}
spoken-day = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
} { $year } года

# status --format text: сначала сколько чего, потом по предложению на профиль.
status-summary = { $count ->
    [one] { $count } профиль: { $parts }.
    [few] { $count } профиля: { $parts }.
   *[many] { $count } профилей: { $parts }.
}
status-count-needs = { $count ->
    [one] { $count } ждёт вас
    [few] { $count } ждут вас
   *[many] { $count } ждут вас
}
status-count-expiring = { $count ->
    [one] { $count } скоро закончится
    [few] { $count } скоро закончатся
   *[many] { $count } скоро закончатся
}
status-count-expired = { $count ->
    [one] { $count } можно обновить
    [few] { $count } можно обновить
   *[many] { $count } можно обновить
}
status-count-ok = { $count ->
    [one] { $count } в порядке
    [few] { $count } в порядке
   *[many] { $count } в порядке
}
status-count-elsewhere = { $count ->
    [one] { $count } под присмотром другой программы
    [few] { $count } под присмотром других программ
   *[many] { $count } под присмотром других программ
}
status-ok = { $profile }, { $account }: всё в порядке; refresh-токен действует ещё { $left }, примерно до { $day }.
status-long-lived-ok = { $profile }, { $account }: всё в порядке; долгосрочный токен действует ещё { $left }, до { $day }.
status-expired = { $profile }, { $account }: access-токен закончился; refresh-токен действует ещё { $left }, примерно до { $day }; обновите командой: { $command }
status-expiring = { $profile }, { $account }: скоро закончится; refresh-токен действует ещё { $left }, примерно до { $day }; обновите командой: { $command }
status-over = { $profile }, { $account }: скоро закончится; refresh-токеном не пользовались три месяца, и примерно { $day } он мог перестать действовать; попробуйте обновить командой: { $command }
status-long-lived-expiring = { $profile }, { $account }: скоро закончится; долгосрочный токен действует ещё { $left }, до { $day }, и обновить его нельзя; выпустите новый в { $platform } и вставьте его командой: { $command }
status-long-lived-ended = { $profile }, { $account }: ждёт вас; долгосрочный токен закончился { $day }; выпустите новый в { $platform } и вставьте его командой: { $command }
status-needs-authorization = { $profile }, { $account }: ждёт вас с { $day }; { $why }; подключите заново командой: { $command }
status-elsewhere = { $profile }, { $account }: под присмотром другой программы с { $day }; здесь делать ничего не нужно.
status-unknown = { $profile }, { $account }: ждёт вас; подключение не закончено; продолжите командой: { $command }
status-unreadable = { $profile }: данные профиля не читаются; исправьте командой: { $command }
status-unreadable-name = { $profile }: эта строка списка профилей не читается.
status-why-revoked = refresh-токен использовали где-то ещё, или доступ отозван
status-why-answer-lost = ответ с новыми токенами потерялся в пути
status-why-idle = refresh-токеном не пользовались три месяца
status-why-other-integration = refresh-токен принадлежит другой интеграции
status-why-garbled = refresh-токен испорчен
status-why-silent = интеграцию больше не принимают; чаще всего это значит, что её секретный ключ заменили
status-why-access-refused = токен больше не принимают, хотя срок его не вышел
status-why-refused = токены больше не принимают

# setup --plain: по вопросу на строку. Что можно ввести вместо ответа.
plain-word-back = назад
plain-word-help = помощь
plain-word-quit = выход
plain-begin = Подключаем аккаунт amoCRM или Kommo, вопрос за вопросом.
plain-keys = Вместо любого ответа, даже если ввод не отображается, можно написать: «{ plain-word-back }» — к предыдущему вопросу, «{ plain-word-help }» — пояснение, «{ plain-word-quit }» — выйти. Если просто нажать Enter, подойдёт то, что предложено в квадратных скобках.
plain-first = Это первый вопрос.
plain-unseen-kept = { $what } (ввод не отображается; Enter — оставить тот, что уже введён)
plain-other-platform = С этой интеграцией работает профиль { $profile }, и она создана в { $platform }: здесь её нет. Вернуться можно словом «{ plain-word-back }».
plain-again = Чтобы попробовать ещё раз, нажмите Enter: всё введённое сохранилось
plain-opens = В браузере открывается страница { $platform }. Если не открылась, откройте там { $url }
plain-open-here = Откройте в браузере на этом компьютере { $url }
plain-long = В браузере на другом компьютере откройте эту длинную ссылку:
plain-open = Откройте эту страницу, выберите аккаунт { $account } и нажмите { $allow }:
plain-exchange = amoCRM приняла ключ и теперь отправляет код на ссылку для перенаправления со своих серверов.
plain-waiting = Ждём ваш браузер. Если сам он не вернётся, вставьте адрес, на который попали
plain-checking = Проверяем.
plain-left = Введённое хранится ещё { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
}. Продолжить можно командой: { $command }
plain-until = Refresh-токен действует ещё { $left }, примерно до { $day }; каждое обновление приносит новый.
plain-until-long-lived = Токен действует ещё { $left }, до { $day }; обновить его нельзя.
plain-stored = Где хранится: { $store }.
plain-next-schedule = Чтобы обновлялось без вас: { $command }
plain-next-export = Для другой программы: { $command }
plain-next-script = Для вашего скрипта: { $command }
