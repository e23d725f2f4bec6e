# Для читання вголос: цілими словами й цілими реченнями, для екранного диктора та листів.
spoken-minutes = { $minutes ->
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
   *[many] { $minutes } хвилин
}
spoken-hours = { $hours ->
    [one] { $hours } годину
    [few] { $hours } години
   *[many] { $hours } годин
}
spoken-day = { $day } { $month ->
    [1] січня
    [2] лютого
    [3] березня
    [4] квітня
    [5] травня
    [6] червня
    [7] липня
    [8] серпня
    [9] вересня
    [10] жовтня
    [11] листопада
   *[12] грудня
} { $year } року

# status --format text: спершу скільки чого, потім по реченню на профіль.
status-summary = { $count ->
    [one] { $count } профіль: { $parts }.
    [few] { $count } профілі: { $parts }.
   *[many] { $count } профілів: { $parts }.
}
status-count-needs = { $count ->
    [one] { $count } чекає на вас
    [few] { $count } чекають на вас
   *[many] { $count } чекають на вас
}
status-count-expiring = { $count ->
    [one] { $count } скоро закінчиться
    [few] { $count } скоро закінчаться
   *[many] { $count } скоро закінчаться
}
status-count-expired = { $count ->
    [one] { $count } можна оновити
    [few] { $count } можна оновити
   *[many] { $count } можна оновити
}
status-count-ok = { $count ->
    [one] { $count } у порядку
    [few] { $count } у порядку
   *[many] { $count } у порядку
}
status-count-elsewhere = { $count ->
    [one] { $count } під наглядом іншої програми
    [few] { $count } під наглядом інших програм
   *[many] { $count } під наглядом інших програм
}
status-ok = { $profile }, { $account }: усе гаразд; refresh-токен діє ще { $left }, приблизно до { $day }.
status-long-lived-ok = { $profile }, { $account }: усе гаразд; довгостроковий токен діє ще { $left }, до { $day }.
status-expired = { $profile }, { $account }: access-токен закінчився; refresh-токен діє ще { $left }, приблизно до { $day }; оновіть командою: { $command }
status-expiring = { $profile }, { $account }: скоро закінчиться; refresh-токен діє ще { $left }, приблизно до { $day }; оновіть командою: { $command }
status-over = { $profile }, { $account }: скоро закінчиться; refresh-токеном не користувалися три місяці, і приблизно { $day } він міг перестати діяти; спробуйте оновити командою: { $command }
status-long-lived-expiring = { $profile }, { $account }: скоро закінчиться; довгостроковий токен діє ще { $left }, до { $day }, і оновити його не можна; створіть новий у { $platform } і вставте його командою: { $command }
status-long-lived-ended = { $profile }, { $account }: чекає на вас; довгостроковий токен закінчився { $day }; створіть новий у { $platform } і вставте його командою: { $command }
status-needs-authorization = { $profile }, { $account }: чекає на вас із { $day }; { $why }; підключіть заново командою: { $command }
status-elsewhere = { $profile }, { $account }: під наглядом іншої програми з { $day }; тут робити нічого не треба.
status-unknown = { $profile }, { $account }: чекає на вас; підключення не завершено; продовжте командою: { $command }
status-unreadable = { $profile }: дані профілю не читаються; виправте командою: { $command }
status-unreadable-name = { $profile }: цей рядок списку профілів не читається.
status-why-revoked = refresh-токен використали деінде, або доступ відкликано
status-why-answer-lost = відповідь із новими токенами загубилася в дорозі
status-why-idle = refresh-токеном не користувалися три місяці
status-why-other-integration = refresh-токен належить іншій інтеграції
status-why-garbled = refresh-токен пошкоджено
status-why-silent = інтеграцію більше не приймають; найчастіше це означає, що її секретний ключ замінили
status-why-access-refused = токен більше не приймають, хоча строк його не вийшов
status-why-refused = токени більше не приймають

# setup --plain: по запитанню на рядок. Що можна ввести замість відповіді.
plain-word-back = назад
plain-word-help = допомога
plain-word-quit = вихід
plain-begin = Підключаємо акаунт amoCRM або Kommo, запитання за запитанням.
plain-keys = Замість будь-якої відповіді, навіть коли введене не показується, можна написати: «{ plain-word-back }» — до попереднього запитання, «{ plain-word-help }» — пояснення, «{ plain-word-quit }» — вийти. Якщо просто натиснути Enter, підійде те, що запропоновано у квадратних дужках.
plain-first = Це перше запитання.
plain-unseen-kept = { $what } (введене не показується; Enter — залишити те, що вже введено)
plain-other-platform = Із цією інтеграцією працює профіль { $profile }, і її створено в { $platform }: тут її немає. Повернутися можна словом «{ plain-word-back }».
plain-again = Щоб спробувати ще раз, натисніть Enter: усе введене збережено
plain-opens = У браузері відкривається сторінка { $platform }. Якщо не відкрилася, відкрийте там { $url }
plain-open-here = Відкрийте в браузері на цьому компʼютері { $url }
plain-long = У браузері на іншому компʼютері відкрийте це довге посилання:
plain-open = Відкрийте цю сторінку, виберіть акаунт { $account } і натисніть { $allow }:
plain-exchange = amoCRM прийняла ключ і тепер надсилає код на посилання для перенаправлення зі своїх серверів.
plain-waiting = Чекаємо на ваш браузер. Якщо сам він не повернеться, вставте адресу, на яку потрапили
plain-checking = Перевіряємо.
plain-left = Введене зберігається ще { $minutes ->
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
   *[many] { $minutes } хвилин
}. Продовжити можна командою: { $command }
plain-until = Refresh-токен діє ще { $left }, приблизно до { $day }; кожне оновлення приносить новий.
plain-until-long-lived = Токен діє ще { $left }, до { $day }; оновити його не можна.
plain-stored = Де зберігається: { $store }.
plain-next-schedule = Щоб оновлювалося без вас: { $command }
plain-next-export = Для іншої програми: { $command }
plain-next-script = Для вашого скрипта: { $command }
