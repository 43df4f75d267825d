"""Scrapy's settings, each with its reason. What a user sets on the command line comes on top.

The defaults of Scrapy 2.19 that this file reverses were measured on hostile pages and servers; see docs/why.md.
"""

import os

from crawler import __version__


def user_agent(contact: str) -> str:
    """Return who we say we are, with whom to write to."""
    name = f"wiretrace/{__version__} (news syndication research; see robots.txt token wiretrace)"
    return f"{name} (+{contact})" if contact else name


BOT_NAME = "wiretrace"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

# -- who we are, and politeness ---------------------------------------------------------------------------------------
WIRETRACE_CONTACT = os.environ.get("WIRETRACE_CONTACT", "")  # a URL or address; no public host is crawled without
USER_AGENT = user_agent(WIRETRACE_CONTACT)
ROBOTSTXT_OBEY = True
# zstd is left out: archives of it can be read by few programs, and it saves little over Brotli.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en",
    "Accept-Encoding": "gzip, deflate, br",
}
CONCURRENT_REQUESTS = (
    128  # hosts of one crawl at once: each has one request at a time, and most of them wait for their pause
)
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # one request at a time per host
WARN_ON_GENERATOR_RETURN_VALUE = False  # ours return none; to look parses the spider's source for every source crawled
CONCURRENT_ITEMS = 1  # of one response, which gives one; Scrapy begins so many tasks for each
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.3
AUTOTHROTTLE_ENABLED = True  # a server that answers slowly is asked more slowly
AUTOTHROTTLE_START_DELAY = 1.0
AUTOTHROTTLE_MAX_DELAY = 60.0
REFERRER_POLICY = "same-origin"  # a page is not told which other site led to it

# -- limits, each with a counted reason -------------------------------------------------------------------------------
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # Scrapy allows 1 GiB; a bomb of any codec stops here
DOWNLOAD_WARNSIZE = 2 * 1024 * 1024
DOWNLOAD_FAIL_ON_DATALOSS = True  # half a page is not a page
REDIRECT_MAX_TIMES = 8
DEPTH_LIMIT = 20
URLLENGTH_LIMIT = 1024
RETRY_TIMES = 2
CLOSESPIDER_TIMEOUT = 0  # seconds a crawl may take; what is left stays pending for the next run
MEMUSAGE_LIMIT_MB = 2048
DNS_TIMEOUT = 20

# -- doors that are open in Scrapy and closed here --------------------------------------------------------------------
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "http": "crawler.crawling.answers.BoundedAnswers",
    "https": "crawler.crawling.answers.BoundedAnswers",
    **dict.fromkeys(("file", "ftp", "data", "s3")),  # pages link to the web, not to our disk
}
COOKIES_ENABLED = False  # nobody is tracked; a source may say `cookies = true`
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
METAREFRESH_ENABLED = True
METAREFRESH_MAXDELAY = 5  # seconds; what waits longer is a page to be read, which may load itself again
HTTPPROXY_ENABLED = True  # for WIRETRACE_PROXY; the environment's proxy variables are ignored, see UserProxy
DOWNLOADER = "crawler.crawling.middlewares.leases.LeasedDownloader"  # one request a host from all crawls on a store
TWISTED_DNS_RESOLVER = "crawler.crawling.middlewares.private_addresses.GlobalResolver"

# No HTTP cache: a cached page read later would anchor "41 minutes ago" at the wrong instant (decision 0005).
HTTPCACHE_ENABLED = False

# -- our parts --------------------------------------------------------------------------------------------------------
EXTENSIONS = {"crawler.crawling.frontier.StoreFrontier": 100}
ITEM_PIPELINES = {"crawler.crawling.pipelines.StorePipeline": 300}
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the queue decides what is followed
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.crawling.middlewares.credentials.Credentials": 30,  # nothing behind it sees a password in an address
    "crawler.crawling.middlewares.private_addresses.PrivateAddressGuard": 40,
    "crawler.crawling.middlewares.conditional.Conditional": 90,  # what is not due needs no robots.txt either
    "crawler.crawling.middlewares.robots.StrictRobots": 100,
    "crawler.crawling.middlewares.retry_after.RetryAfter": 560,  # nearer to the server than Scrapy's retries
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "crawler.crawling.middlewares.redirects.MetaRefresh": 580,
    "crawler.crawling.middlewares.reserved.ReservedPages": 585,  # right behind decompression (590)
    "crawler.crawling.middlewares.cut_off.CutOffBodies": 595,  # before decompression, which takes what there is
    "crawler.crawling.middlewares.redirects.CookieWalls": 610,  # before Scrapy's redirects (600)
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "crawler.crawling.middlewares.redirects.OwnJar": 700,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "crawler.crawling.middlewares.retry_after.UserProxy": 750,
    "crawler.crawling.archive.responses.ArchiveResponses": 900,  # at the wire: before redirects, retries and decompression
}

# -- our own settings (also by -s on scrapy's command line) -----------------------------------------------------------
WIRETRACE_STORE = "sqlite:///wiretrace.db"  # where everything is kept
WIRETRACE_MAX_PAGES = 0  # 0: no limit
WIRETRACE_FOLLOW = 0  # articles of a page whose links are followed to their outlets' own pages
WIRETRACE_LAYOUT = ""  # force a layout by name
WIRETRACE_PROXY = ""  # http://host:port that every request goes through
WIRETRACE_RESPECT_RESERVATIONS = True  # a page whose site reserves mining is not read
WIRETRACE_WARC = ""  # a folder or file that responses are archived in
WIRETRACE_OUTLETS = ""  # a TOML file of custom outlets and wires
WIRETRACE_LAYOUTS: list[str] = []  # custom layout files, and folders of them
WIRETRACE_ALLOW_HOSTS: list[str] = []  # hosts that may be at a private address
WIRETRACE_NOW = "crawler.clock.system_clock"  # the clock: a function, or its path, that returns the present instant
WIRETRACE_CLOCK = None  # a function of a page's URL that returns when it was fetched; None: the present instant
WIRETRACE_BROWSER = False  # open pages in Chromium
WIRETRACE_BROWSER_PAGES = 50  # pages after which a context of it is closed (decision 0010)
WIRETRACE_AGAIN = False  # ask for every page as if it had never been seen, and for feeds that are not due
WIRETRACE_RUN = 0  # the row of a run that a scheduler opened for this crawl
WIRETRACE_PROCESSES: int | None = None  # that read pages; None: one for each core, 0: none, this one reads them
WIRETRACE_MAX_WAIT = 60  # seconds a run waits for a server that said Retry-After; longer, and the page stays pending

# -- quiet ------------------------------------------------------------------------------------------------------------
LOG_LEVEL = "WARNING"
STATS_DUMP = False
