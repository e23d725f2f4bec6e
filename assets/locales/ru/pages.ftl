# Что показывает браузер, вернувшись со страницы согласия. Одна карточка: предложение, под ним
# помельче — что делать дальше. $account — название или адрес аккаунта, $expected — адрес.

page-connected-title = Подключено
page-connected-sentence = Аккаунт { $account } подключён. Вкладку можно закрыть и вернуться в терминал.

page-denied-title = Доступ не выдан
page-denied-sentence = Вы не разрешили доступ, поэтому ничего не изменилось.
page-denied-hint = Если это вышло случайно, попробуйте ещё раз из терминала.

page-wrong-attempt-title = Другая попытка
page-wrong-attempt-sentence = Эта страница осталась от попытки, которая уже завершена.
page-wrong-attempt-hint = Вернитесь в терминал и откройте страницу согласия оттуда ещё раз.

page-wrong-account-title = Другой аккаунт
page-wrong-account-sentence = Доступ выдан к другому аккаунту, а ожидался { $expected }.
page-wrong-account-hint = Вернитесь в терминал: там написано, как выбрать нужный.

page-wrong-integration-title = Другая интеграция
page-wrong-integration-sentence = Доступ выдан другой интеграции — не той, которую вы указали.
page-wrong-integration-hint = Вернитесь в терминал и проверьте ID интеграции.

page-incomplete-title = Нет кода
page-incomplete-sentence = В этом адресе нет кода авторизации.
page-incomplete-hint = Вернитесь в терминал и откройте страницу согласия оттуда ещё раз.

page-failed-title = Не подключено
page-failed-sentence = Доступ выдан, но подключить аккаунт не получилось.
page-failed-hint = Что случилось и что делать дальше, написано в терминале.

page-nobody-waits-title = Уже не ждём
page-nobody-waits-sentence = Эту страницу уже никто не ждёт.
page-nobody-waits-hint = Загляните в терминал: там видно, чем закончилась попытка.

page-not-found-title = Здесь пусто
page-not-found-sentence = Здесь ничего нет.
page-not-found-hint = По этому адресу amokey ждёт только возвращения браузера с ответом.

# Страница для ссылки перенаправления (Redirect URI) на собственном сайте: все три языка в одном файле.

site-plain = Остался один шаг. Скопируйте адрес этой страницы целиком из адресной строки и вставьте его в amokey.
site-ready = Страница на месте.
site-ready-hint = Когда вы разрешите доступ, amoCRM или Kommo вернёт браузер сюда, а отсюда код попадёт в amokey.
site-granted = Доступ выдан. Остался один шаг.
site-hand-on = Завершить в amokey
site-elsewhere = amokey запущен на другом компьютере? Скопируйте этот адрес и вставьте его там:
site-handed = Открылась новая вкладка. Если в ней ошибка соединения, значит, на этом компьютере amokey не ждёт. Скопируйте этот адрес и вставьте его там, где запущен amokey:
site-copy = Скопировать
site-copied = Скопировано.
site-denied = Доступ не выдан.
site-denied-hint = Ничего не изменилось. Если это вышло случайно, попробуйте ещё раз из amokey.
site-tell = Сообщить amokey
site-garbled = В этом адресе нет кода авторизации — или от него осталась только часть.
site-garbled-hint = Откройте страницу согласия из amokey ещё раз.
