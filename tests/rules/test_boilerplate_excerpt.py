"""What stands where a story should be, and stories that only sound like it."""

import re

import pytest

from newslint.rules.text._boilerplate import KINDS
from newslint.rules.text.boilerplate_excerpt import boilerplate

NOTICES = {
    "a cookie or privacy notice": [
        "We use cookies to give you the best experience on our site.",
        "This website uses cookies to improve your experience. By using it you agree to cookies.",
        "By continuing to use this site, you agree to our use of cookies.",
        "We and our 842 partners store information on your device, such as cookies.",
        "We value your privacy. Manage your choices below.",
        "Before you continue to the harbour portal",
        "Wir verwenden Cookies, um Inhalte zu personalisieren.",
        "Nous utilisons des cookies pour mesurer l'audience.",
        "Utilizamos cookies propias y de terceros.",
        "Please accept cookies to continue",
        "We use necessary cookies to make our site work.",
        "We need your consent to use cookies.",
        "If you continue, we assume that you accept cookies.",
        "Cookie Policy",
        "Mit der Nutzung unserer Website stimmen Sie Cookies zu.",
        "En poursuivant votre navigation, vous acceptez les cookies.",
        "Al continuar navegando, acepta las cookies.",
        "Este site utiliza cookies.",
        "Utilizziamo i cookie per la tua esperienza.",
        "Deze website maakt gebruik van cookies.",
        "Bu web sitesi çerezleri kullanır.",
    ],
    "a newsletter or subscription notice": [
        "Sign up for our newsletter and never miss a story",
        "Subscribe to continue reading this article.",
        "Log in or subscribe to read on",
        "You have reached your limit of free articles this month.",
        "You've read all of your free articles.",
        "This article is available exclusively to subscribers.",
        "Get the day's biggest stories straight to your inbox",
        "Already a subscriber? Log in here.",
        "Jetzt abonnieren und weiterlesen",
        "Create a free account to keep reading.",
        "Sign up for the morning newsletter",
        "Register to get unlimited access",
        "Already registered? Sign in",
        "Sign up for breaking news alerts",
        "Register now to keep reading",
        "Enter your email address to get the tide tables.",
        "Join our newsletter",
        "Newsletter abonnieren",
        "Melden Sie sich für unseren Newsletter an",
        "Dieser Artikel ist nur für Abonnenten.",
        "Inscrivez-vous à notre newsletter",
        "Cet article est réservé aux abonnés.",
        "Contenido exclusivo para suscriptores",
        "Esta noticia es exclusiva para suscriptores.",
    ],
    "a technical message": [
        "Please enable JavaScript to view this page.",
        "JavaScript is disabled in your browser.",
        "You need to enable JavaScript to run this app.",
        "Just a moment...",
        "Checking your browser before accessing the site.",
        "Access denied. You do not have permission to view this page.",
        "404 - Page not found",
        "Verify you are human by completing the action below.",
        "Please wait while we load the page",
        "Bitte aktivieren Sie JavaScript.",
        "Lorem ipsum dolor sit amet",
        "No description available.",
        "Description not available",
        "Your browser is not supported.",
        "Please disable your ad blocker to continue.",
        "We noticed that you are using an ad blocker.",
        "The requested page could not be found.",
        "Oops! That page can’t be found.",
        "Something went wrong. Please try again later.",
        "Your session has expired",
        "Attention Required! | Cloudflare",
        "You must have JavaScript enabled to use this site.",
        "JavaScript is required to view this page",
    ],
    "a call to click": [
        "Click here to read the full story",
        "Read more",
        "Read more »",
        "Continue reading",
        "Share this article",
        "Follow us on Twitter",
        "Hier klicken",
    ],
    "page navigation": [
        "ADVERTISEMENT - CONTINUE READING BELOW",
        "The post Ferry sails again after repairs appeared first on Harbour Echo.",
        "Skip to main content",
        "Skip to content | Menu | Search",
        "Home > News > Local",
        "Advertisement",
        "3 min read",
        "© 2024 Harbour Echo. All rights reserved.",
        "Toggle navigation",
        "Advertisement - story continues below",
        "Related articles",
        "Recommended for you",
        "Most read",
        "Comments are closed.",
        "No comments yet",
        "Listen to this article",
    ],
    "an affiliate notice": [
        "If you buy something through a link here, we may earn an affiliate commission.",
        "This post may contain affiliate links.",
        "As an Amazon Associate we earn from qualifying purchases.",
        "If you buy something through our links, we may earn a commission.",
        "When you purchase through links on our site, we may get a small commission.",
        "This site may earn affiliate commissions from the links on this page.",
        "If you click a link and buy, it may earn us a commission.",
    ],
    "the description of a platform": [
        "Enjoy the videos and music you love, upload original content.",
        "Create an account or log in to Instagram",
        "Just another WordPress site",
    ],
}

STORIES = [
    "The post office appeared first on the list of buildings to be sold.",
    "Bu site çevresinde çerez satan iki dükkân kapandı.",
    "Google will stop using cookies that follow people across sites, it said on Monday.",
    "A court ruled that the site uses cookies without consent.",
    '"We use cookies because we must," the publisher told the court.',
    "“By using this site you agree to cookies” is not consent, judges say.",
    "Subscribers to the local paper get free ferry tickets this week.",
    "Sign language courses begin in May.",
    "Readers of the Echo help to clean the beach.",
    "You have until Monday to vote.",
    "JavaScript turns 30, and its inventor looks back.",
    "Just a moment of silence was planned; it became an hour.",
    "Just a moment before the whistle, the striker fell.",
    "Access to the pier is denied to cyclists.",
    "Click farms in three countries were raided on Friday.",
    "Clicking the heels together was once how soldiers greeted.",
    "Read more books, says the minister, and opens a library.",
    "Continue reading is what teachers say; few do.",
    "Advertisements for gambling will disappear from stadiums.",
    "Loading of the ferry took two hours.",
    "When you buy a house, check the roof.",
    "The page that was torn from the log tells of a storm.",
    "403 people signed the petition against the bridge.",
    "500 boats took part in the regatta.",
    "Home prices rise again in the north.",
    "News of the sinking reached the harbour at noon.",
    "This site was a shipyard until 1975.",
    "Your browser history may be sold, researchers warn.",
    "Follow the money, the auditor said, and did.",
    "Before you travel, check the timetable: ferries are late all week.",
    "Learn more about knots than your grandfather knew, in one evening.",
    "Welcome to our future: the harbour plans a hydrogen quay.",
    "Share prices of ferry lines fell.",
    "All rights to the song now belong to the town.",
    "We store our cookies in tins, says the baker.",
    "The page could be found in any attic.",
    "Something went wrong between the two harbours, and nobody says what.",
    "Your session of parliament, live: the debate on the ferry.",
    "Related articles of the treaty were struck out.",
    "Most read nothing but the headline, a study finds.",
    "No comments yet from the mayor, who is at sea.",
    "Leave a comment out of the minutes, and the council quarrels.",
    "Join our fleet, says the navy to school leavers.",
    "Enter your dog in the harbour show by Friday.",
    "Sign up for breaking rocks: the quarry hires.",
    "We need to talk about the cookies in the harbour café.",
    "We set out to find the best cookies on either shore.",
    "By using browned butter, these cookies keep for weeks.",
    "If you use cold butter, the cookies spread less.",
    "Allow the cookies to cool on the sheet.",
    "Cookie consent banners may be banned, the commission says.",
    "Sign up for the harbour run by the first of May.",
    "Register to get your vaccine from Monday, the ministry tells all over 60.",
    "Already a member of the union, the island now joins the currency.",
    "Already registered voters need not act.",
    "You need to learn JavaScript this year, developers say.",
    "JavaScript is disabled by default in the new version.",
    "This browser is no longer the one that most people use.",
    "No available beds in three hospitals, nurses say.",
    "Save the post office, say the villagers.",
    "Join us on a walk through the old docks.",
    "When you buy a house here, the agent's commission is six per cent.",
    "This can get you compensation: what to do when the ferry is late.",
    "",
]

OF_THEMSELVES = [
    ("Harbour Echo Media", "Harbour Echo provides trusted local news for readers in the north."),
    ("Harbour Echo", "Harbour Echo is the leading source of news for the northern coast."),
    ("The Harbour Echo", "Harbour Echo is a weekly newspaper for the northern coast."),
    ("Echo", "The Echo delivers breaking news and in-depth coverage from the coast."),
    ("Harbour Echo", "Harbour Echo offers you news and opinion from both shores."),
    ("Harbour Echo", "Harbour Echo delivers trustworthy, short and lively news to readers."),
    ("Harbour Echo", "Harbour Echo is Port Brae's oldest newspaper and brings you the tides."),
    ("Harbour Echo", "Harbour Echo is an ambitious magazine that explains how ports change."),
    ("Harbour Echo", "Harbour Echo is your home for tide tables."),
    ("The Harbour Echo", "Live news, pictures and opinion by the reporters of the Harbour Echo."),
    ("Harbour Echo", "News, sport and opinion from Harbour Echo."),
    ("Harbour Echo", "Visit Harbour Echo for breaking news, pictures and tides."),
]

OF_THEIR_WORK = [
    ("Harbour Echo", "Harbour Echo is moving into the old customs house."),
    ("Harbour Echo", "Harbour Echo provides lunch for its staff of nine."),
    ("Harbour Echo", "Harbour Echo is the latest company to drop plastic bags."),
    ("Microsoft", "Microsoft offers a new tool that sorts mail."),
    ("Echo", "The council provides news for readers worldwide, it claims."),
    ("", "Harbour Echo provides trusted local news for readers."),
    ("Echo", "Echo is the first news agency to sign such a deal with readers."),
    ("Echo", "The Echo is the only newspaper that was let into the trial."),
    ("Echo", "Echo is the target of a lawsuit by a news site that copied its stories."),
    ("Echo", "Echo is a magazine in trouble again, its latest editor says."),
    ("Echo", "Echo is a publication platform that has lost money for years."),
    ("Echo", "Echo is a source of news for a third of adults worldwide."),
    ("Chirper", "Chirper brings live news coverage to your timeline."),
    ("Chirper", "Chirper provides news publishers with its latest tools."),
    ("Chirper", "Chirper offers publishers a new way to show headlines to readers."),
    ("Chirper", "Chirper covers the cost of reporting for a leading film."),
    ("Echo", "News of the Echo's sale reached the harbour at noon."),
    ("Echo", "Visit of the minister ends early."),
]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in NOTICES.items() for text in texts]
)
def test_a_notice_is_named(kind: str, text: str) -> None:
    assert boilerplate(text) == kind


def test_every_kind_has_its_notices() -> None:
    assert {kind.name for kind in KINDS} == set(NOTICES)


def test_the_openings_leave_counting_groups_to_the_rule() -> None:
    behind = [rest for kind in KINDS for _, rest in kind.openings]
    assert [rest for rest in behind if re.compile(rest).groups] == []


@pytest.mark.parametrize("text", STORIES)
def test_a_story_is_left_alone(text: str) -> None:
    assert boilerplate(text) is None


@pytest.mark.parametrize(("provider", "text"), OF_THEMSELVES)
def test_what_an_outlet_says_of_itself(provider: str, text: str) -> None:
    assert boilerplate(text, provider) == "a self-description of the outlet"


@pytest.mark.parametrize(("provider", "text"), OF_THEIR_WORK)
def test_news_of_an_outlet_is_left_alone(provider: str, text: str) -> None:
    assert boilerplate(text, provider) is None


def test_the_story_must_be_the_lesser_half() -> None:
    notice = "Skip to main content. "
    story = "The ferry runs again after a winter of repairs, the harbour master said. "
    assert boilerplate(notice + story) is None
    assert boilerplate(notice * 2 + "Read more » " + story[:40]) == "page navigation"


def test_a_megabyte_is_looked_at_in_no_time() -> None:
    assert boilerplate("we use " * 200_000) is None
    assert boilerplate("skip to content " * 100_000) == "page navigation"
