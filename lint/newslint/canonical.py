"""The identity of URLs: which parameters only track, and which URLs name the same page.

Pure functions over text; nothing here asks the network or raises on any input.
"""

from collections.abc import Iterator

# What measures where a reader came from and never chooses the page. The names are documented by
# those who set them (Google Analytics and Ads, Meta, Microsoft, Matomo, Piano, comScore, HubSpot,
# Mailchimp, Adobe, …) and agreed on by AdGuard's TrackParamFilter, ClearURLs and Mozilla's query
# stripping list. Words that some site gives a meaning (ref, source, campaign, cid, sid, share …)
# are left out: two pages must never become one. The lists inside courlan (ref, source, keyword,
# uid, session anywhere in a name) and url-cleaner (reconfigures logging when imported) do not
# keep to that; Unalix is no longer maintained.
_PREFIXES = (
    "utm_",  # Google Analytics
    "mtm_",  # Matomo
    "matomo_",
    "hsa_",  # HubSpot ads
    "itm_",  # internal campaigns, in the manner of utm_
    "at_custom",  # Piano (AT Internet)
    "guce_referrer",  # Yahoo consent
    "vero_",
    "oly_",  # Omeda
    "__hs",  # HubSpot
    "_hs",
    "ns_",  # comScore
)
_NAMES = frozenset(
    # Clicks on advertisements, one identifier per network.
    "fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid srsltid msclkid twclid "
    "ttclid yclid ysclid _openstat igshid igsh li_fat_id epik sccid rdt_cid irclickid rb_clickid "
    "wickedid dicbo oborigurl tblci ef_id s_kwcid mibextid tduid vmcid gps_adid "
    # Analytics.
    "_ga _gl ga_source ga_medium ga_term ga_content ga_campaign ga_place "
    "pk_campaign pk_kwd pk_keyword pk_medium pk_source pk_content pk_cid "
    "at_medium at_campaign at_format at_link_id at_link_type at_link_origin at_ptr_name "
    "at_bbc_team at_type at_recipient_id at_recipient_list xtor s_cid icid intcid intcmp "
    "wt_mc wt.mc_id wt_zmc wt.tsrc _branch_match_id _branch_referrer cmpid ocid ncid "
    "guccounter soc_src soc_trk ftag trkcampaign "
    # Newsletters and mailings.
    "mc_cid mc_eid mkt_tok hsctatracking ml_subscriber ml_subscriber_hash __s _ke _kx "
    "elqtrack elqtrackid sfmc_id sfmc_sub et_rid et_cid spmailingid spuserid spjobid spreportid "
    "nr_email_referer mbid cndid bxid "
    # Sharing, and what AMP viewers add.
    "fb_action_ids fb_action_types fb_source fb_ref action_object_map action_type_map "
    "action_ref_map ref_src ref_url __twitter_impression sr_share "
    "amp_js_v amp_gsa amp_ct usqp echobox".split()
)
_OF_SITES = {  # means something else elsewhere
    "nytimes.com": frozenset({"smid", "smtyp", "emc", "partner"}),
    "theguardian.com": frozenset({"cmp"}),
    "dailymail.co.uk": frozenset({"ito"}),
    "bloomberg.com": frozenset({"sref"}),
    "twitter.com": frozenset({"s", "t"}),
    "x.com": frozenset({"s", "t"}),
    "youtube.com": frozenset({"si", "feature", "pp"}),
    "youtu.be": frozenset({"si", "feature", "pp"}),
    "linkedin.com": frozenset({"trk", "trackingid"}),
}


def tracking_parameters(url: str) -> list[str]:
    """The names of the parameters of ``url`` that only track, as they are written, in order."""
    if "?" not in url and "#" not in url:
        return []
    _, query, fragment = _parts(url)
    own = _own_names(url)
    return [
        _name(pair)
        for part in (query, fragment)
        for pair in _pairs(part)
        if _tracks(_name(pair), own)
    ]


def without_tracking(url: str) -> str:
    """``url`` without `tracking_parameters`; every other character of it stays as it is."""
    if not tracking_parameters(url):
        return url
    page, query, fragment = _parts(url)
    own = _own_names(url)
    for mark, part in (("?", query), ("#", fragment)):
        pairs = list(_pairs(part))
        kept = [pair for pair in pairs if not _tracks(_name(pair), own)]
        if len(kept) == len(pairs):
            page += mark * (part is not None) + (part or "")
        elif kept:
            page += mark + "&".join(kept).removeprefix("amp;")
    return page


def _parts(url: str) -> tuple[str, str | None, str | None]:
    """What stands before the query, the query, the fragment; None where there is none."""
    rest, hash_mark, fragment = url.partition("#")
    page, question_mark, query = rest.partition("?")
    return page, query if question_mark else None, fragment if hash_mark else None


def _pairs(part: str | None) -> Iterator[str]:
    if part and "=" in part:
        yield from part.split("&")


def _name(pair: str) -> str:
    """The name in ``name=value``, also where ``&`` was written ``&amp;``."""
    return pair.partition("=")[0].removeprefix("amp;")


def _tracks(name: str, own: frozenset[str]) -> bool:
    name = name.lower()
    return name in _NAMES or name.startswith(_PREFIXES) or name in own


def _own_names(url: str) -> frozenset[str]:
    """The names that only track on the site of ``url``."""
    host = url.partition("://")[2].partition("/")[0].partition("?")[0].lower()
    while host:
        if host in _OF_SITES:
            return _OF_SITES[host]
        host = host.partition(".")[2]
    return frozenset()
