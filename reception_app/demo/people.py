"""Who stays at the demo hotel: names, towns, firms and the small wishes of guests; all of them invented."""

from __future__ import annotations

# Surnames in both forms where the Polish one has two.
_SURNAMES = """
Nowak Kowalski/Kowalska Wiśniewski/Wiśniewska Wójcik Kowalczyk Kamiński/Kamińska Lewandowski/Lewandowska
Zieliński/Zielińska Szymański/Szymańska Woźniak Dąbrowski/Dąbrowska Kozłowski/Kozłowska Jankowski/Jankowska Mazur
Kwiatkowski/Kwiatkowska Krawczyk Piotrowski/Piotrowska Grabowski/Grabowska Nowakowski/Nowakowska
Pawłowski/Pawłowska Michalski/Michalska Nowicki/Nowicka Adamczyk Dudek Zając Wieczorek Jabłoński/Jabłońska Król
Majewski/Majewska Olszewski/Olszewska Jaworski/Jaworska Wróbel Malinowski/Malinowska Pawlak Witkowski/Witkowska
Walczak Stępień Górski/Górska Rutkowski/Rutkowska Michalak Sikora Ostrowski/Ostrowska Baran Duda Szewczyk
Tomaszewski/Tomaszewska Pietrzak Marciniak Wróblewski/Wróblewska Zalewski/Zalewska Jakubowski/Jakubowska
Jasiński/Jasińska Zawadzki/Zawadzka Sadowski/Sadowska Bąk Chmielewski/Chmielewska Włodarczyk Borkowski/Borkowska
Czarnecki/Czarnecka Sawicki/Sawicka Sokołowski/Sokołowska Urbański/Urbańska Kubiak Maciejewski/Maciejewska
Szczepański/Szczepańska Kucharski/Kucharska Wilk Kalinowski/Kalinowska Lis Mazurek Wysocki/Wysocka Adamski/Adamska
Kaźmierczak Wasilewski/Wasilewska Sobczak Czerwiński/Czerwińska Andrzejewski/Andrzejewska Cieślak Głowacki/Głowacka
Zakrzewski/Zakrzewska Kołodziej Sikorski/Sikorska Krajewski/Krajewska Gajewski/Gajewska Szymczak Szulc
Baranowski/Baranowska Laskowski/Laskowska Brzeziński/Brzezińska Makowski/Makowska Ziółkowski/Ziółkowska
Przybylski/Przybylska Domański/Domańska Nowacki/Nowacka Borowski/Borowska Błaszczyk Chojnacki/Chojnacka
Ciesielski/Ciesielska Mróz Szczepaniak Wesołowski/Wesołowska Górecki/Górecka Krupa Kaczmarczyk
Leszczyński/Leszczyńska Lipiński/Lipińska Kowalewski/Kowalewska Urbaniak Kozak Kania Mikołajczyk
Czajkowski/Czajkowska Mucha Tomczak Kozioł Markowski/Markowska Kowalik Nawrocki/Nawrocka Brzozowski/Brzozowska
Janik Musiał Wawrzyniak Markiewicz Orłowski/Orłowska Tomczyk Jarosz Kołodziejczyk Kurek Kopeć Żak Wolski/Wolska
Łuczak Dziedzic Kot Stasiak Stankiewicz Piątek Jóźwiak Urban Dobrowolski/Dobrowolska Pawlik Kruk Domagała
Piasecki/Piasecka Wierzbicki/Wierzbicka Karpiński/Karpińska Jastrzębski/Jastrzębska Polak Zięba Janicki/Janicka
Wójtowicz Stefański/Stefańska Sosnowski/Sosnowska Bednarek Majchrzak Bielecki/Bielecka Małecki/Małecka Maj Sowa
Milewski/Milewska Gajda Klimek Olejniczak Ratajczak Romanowski/Romanowska Matuszewski/Matuszewska
Śliwiński/Śliwińska Madej Kasprzak Wilczyński/Wilczyńska Grzelak Socha Czajka Marek Kowal Bednarczyk Skiba Wrona
Owczarek Marcinkowski/Marcinkowska Matusiak Orzechowski/Orzechowska Sobolewski/Sobolewska Kędzierski/Kędzierska
Kurowski/Kurowska Rogowski/Rogowska Olejnik Dębski/Dębska Barański/Barańska Skowroński/Skowrońska Mazurkiewicz
Pająk Czech Janiszewski/Janiszewska Bednarski/Bednarska Łukasik Chrzanowski/Chrzanowska Bukowski/Bukowska Leśniak
Cieślik Kosiński/Kosińska Jędrzejewski/Jędrzejewska Muszyński/Muszyńska Świątek Kozieł Osiński/Osińska Czaja
Lisowski/Lisowska Kuczyński/Kuczyńska Żukowski/Żukowska Grzybowski/Grzybowska Kwiecień Pluta Morawski/Morawska Czyż
Sobczyk Augustyniak Rybak Krzemiński/Krzemińska Marzec Konieczny/Konieczna Marczak Zych Michalik
Michałowski/Michałowska Kaczor Świderski/Świderska Kubicki/Kubicka Gołębiowski/Gołębiowska Paluch Białek Niemiec
Sroka Stefaniak Cybulski/Cybulska Kacprzak Marszałek Kasprzyk Małek Szydłowski/Szydłowska Smoliński/Smolińska
Kujawa Lewicki/Lewicka Przybysz Stachowiak Popławski/Popławska Piekarski/Piekarska Matysiak Janowski/Janowska
Murawski/Murawska Cichocki/Cichocka Witek Niewiadomski/Niewiadomska Staniszewski/Staniszewska Bednarz Lech
Rudnicki/Rudnicka Kulesza Piątkowski/Piątkowska Turek Chmiel Biernacki/Biernacka Sowiński/Sowińska Skrzypczak
Podgórski/Podgórska Cichoń Rosiński/Rosińska Karczewski/Karczewska Żurek Drozd Żurawski/Żurawska Pietrzyk
Komorowski/Komorowska Antczak Gołębiewski/Gołębiewska Góra Banach Filipek Grochowski/Grochowska
Krzyżanowski/Krzyżanowska Graczyk Przybyła Gruszka
"""
SURNAMES = tuple(_SURNAMES.split())
_MEN = """
Adam Andrzej Bartosz Błażej Damian Daniel Dariusz Dominik Filip Grzegorz Henryk Hubert Jacek Jakub Jan Janusz
Jarosław Jerzy Józef Kamil Karol Konrad Krzysztof Leszek Łukasz Maciej Marcin Marek Mariusz Mateusz Michał Mikołaj
Norbert Paweł Piotr Przemysław Rafał Robert Roman Ryszard Sebastian Sławomir Stanisław Szymon Tadeusz Tomasz
Wiesław Witold Wojciech Zbigniew Zdzisław Żelisław
"""
MEN = tuple(_MEN.split())
_WOMEN = """
Agata Agnieszka Aleksandra Alicja Anna Barbara Beata Bożena Danuta Dorota Edyta Elżbieta Emilia Ewa Ewelina Grażyna
Halina Hanna Helena Irena Iwona Izabela Jadwiga Janina Joanna Jolanta Justyna Karolina Katarzyna Kinga Krystyna
Lidia Magdalena Małgorzata Maria Marta Martyna Monika Natalia Oliwia Patrycja Paulina Renata Sylwia Teresa Urszula
Weronika Wiesława Zofia Zuzanna Żaneta
"""
WOMEN = tuple(_WOMEN.split())
# country, language of the guest, share among foreigners, first names, surnames
FOREIGN = (
    ("DE", "en", 28, ("Jürgen", "Günter", "Klaus", "Uwe", "Björn", "Anke", "Käthe", "Sabine", "Heike", "Jörg"),
     ("Müller", "Schröder", "Weiß", "Köhler", "Schäfer", "Bäcker", "Groß", "Krüger", "Böhm", "Vogel", "Jäger")),
    ("UA", "pl", 16, ("Oleksandr", "Andrij", "Iryna", "Oksana", "Bohdan", "Nadija", "Taras", "Olha"),
     ("Szewczenko", "Kowalenko", "Bondarenko", "Tkaczenko", "Krawczuk", "Melnyk", "Hryhorenko")),
    ("GB", "en", 14, ("Oliver", "Harriet", "George", "Charlotte", "Seán", "Rhys", "Fiona", "Zoë"),
     ("Smith", "O'Brien", "Taylor-Jones", "MacDonald", "Brontë", "Hughes", "Clarke", "Walker")),
    ("FR", "en", 9, ("François", "Aurélie", "Benoît", "Hélène", "Jérôme", "Zoé"),
     ("Lefèvre", "Garçon", "Dupré", "Fournier", "Béranger", "Moreau")),
    ("CZ", "en", 8, ("Jiří", "Tomáš", "Lukáš", "Eliška", "Věra", "Ondřej"),
     ("Dvořák", "Novotný", "Černý", "Procházka", "Růžička", "Šťastný")),
    ("LT", "en", 5, ("Jonas", "Rūta", "Žygimantas", "Eglė"), ("Kazlauskas", "Žukauskas", "Petrauskaitė", "Butkus")),
    ("SE", "en", 5, ("Åsa", "Göran", "Linnéa", "Björn"), ("Ångström", "Lindqvist", "Sjöberg", "Nyström")),
    ("NL", "en", 4, ("Sanne", "Joost", "Maaike", "Bram"), ("de Vries", "van den Berg", "'t Hart", "Bakker")),
    ("IT", "en", 4, ("Niccolò", "Chiara", "Giulia", "Matteo"), ("Rossi", "D'Angelo", "Colombo", "Esposito")),
    ("HU", "en", 3, ("Gergő", "Zsófia", "Ákos", "Réka"), ("Szűcs", "Kőszegi", "Tóth", "Horváth")),
    ("US", "en", 3, ("Ethan", "Madison", "Tyler", "Emily"), ("Johnson", "Nowak-Miller", "Garcia", "Lee")),
    ("IL", "en", 1, ("Noam", "Tamar"), ("Cohen", "Levi")),
)  # fmt: skip
TOWNS = (
    ("Warszawa", "00-950"),
    ("Kraków", "31-005"),
    ("Łódź", "90-001"),
    ("Wrocław", "50-101"),
    ("Poznań", "61-001"),
    ("Gdańsk", "80-001"),
    ("Szczecin", "70-001"),
    ("Bydgoszcz", "85-001"),
    ("Lublin", "20-001"),
    ("Białystok", "15-001"),
    ("Katowice", "40-001"),
    ("Gdynia", "81-001"),
    ("Częstochowa", "42-200"),
    ("Radom", "26-600"),
    ("Rzeszów", "35-001"),
    ("Toruń", "87-100"),
    ("Kielce", "25-001"),
    ("Gliwice", "44-100"),
    ("Olsztyn", "10-001"),
    ("Bielsko-Biała", "43-300"),
    ("Puławy", "24-100"),
    ("Nałęczów", "24-150"),
    ("Zamość", "22-400"),
    ("Siedlce", "08-110"),
    ("Żyrardów", "96-300"),
)
STREETS = (
    "ul. Lipowa", "ul. Słoneczna", "ul. Krótka", "ul. Szkolna", "ul. Ogrodowa", "ul. Źródlana", "ul. Kościuszki",
    "ul. Mickiewicza", "al. Jana Pawła II", "os. Tysiąclecia", "ul. Żeromskiego", "ul. Wąska",
)  # fmt: skip
# Names of firms with numbers whose check digits are right and whose tax office does not exist.
FIRMS = (
    "Wiślana Logistyka Sp. z o.o.", "Łąka i Syn s.c.", "Instytut Badań Źródlanych", "Żuraw Budownictwo S.A.",
    "Fabryka Mebli Dębowych Sp. z o.o.", "Kancelaria Ćwikliński i Wspólnicy", "Medica Śródmieście Sp. z o.o.",
    "Elektro-Błysk Sp. j.", "Szkoła Żeglarstwa Fala", "Drukarnia Kolorowa Sp. z o.o.", "Zielone Dachy S.A.",
    "Konsulting Północ Sp. z o.o.", "Browar Nadwiślański S.A.", "Fundacja Cztery Strony", "Transport Gęś Sp. z o.o.",
    "Agro-Ziarno Sp. z o.o.", "Studio Filmowe Kadr", "Optyka Ósme Oko s.c.", "Lubelskie Szkło S.A.", "Stolarnia Jeż",
    "Piekarnie Złoty Kłos S.A.", "Systemy Śluz Sp. z o.o.", "Hurtownia Papieru Arkusz", "Wydawnictwo Nad Wisłą",
)  # fmt: skip
AGENCIES = (
    "Biuro Podróży Wędrowiec",
    "Reisebüro Weichsel GmbH",
    "NoclegOnline",
    "Stay & Go Ltd",
    "Travel Point Europe",
)
WISHES = (
    "Prosi o pokój na wyższym piętrze.",
    "Cichy pokój od strony ogrodu.",
    "Poduszka antyalergiczna.",
    "Łóżeczko dla dziecka.",
    "Dieta bezglutenowa.",
    "Późny przyjazd, po 22.",
    "Dodatkowy ręcznik.",
    "Rocznica ślubu – kwiaty do pokoju.",
    "Miejsce na rowery.",
    "Nie wyżej niż pierwsze piętro.",
)
NOTES = (
    "Faktura na firmę przy wymeldowaniu.", "Zapłaci kartą przy wyjeździe.", "Dzwonić przed przyjazdem.",
    "Gość powracający – pamiętać o gazecie.", "Przyjedzie pociągiem, prosi o transfer ze stacji Puławy Miasto.",
)  # fmt: skip
ALERTS = ("Poprosić o podpis na karcie pobytu.", "Wydać drugi klucz.", "Czeka przesyłka w recepcji.")
CANCEL_REASONS = ("choroba", "zmiana planów", "znalazł inny hotel", "podwójna rezerwacja", "pogoda")
SOURCES = ("phone", "email", "web", "Booking.com", "agency")
BLOCK_REASONS = ("malowanie", "wymiana wykładziny", "naprawa klimatyzacji", "przeciek w łazience", "remont łazienki")
SERVICE_REASONS = ("wymiana żarówek", "pranie zasłon", "przegląd czujek")
