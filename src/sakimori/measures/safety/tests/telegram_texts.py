"""Telegrams of the agency's form about earthquakes that never were, in places that are not."""

from __future__ import annotations


def telegram(
    *, intensity="5+", area="みなと野県南部", code="999", title="震度速報", status="通常", kind="発表", event="20261123095900",
    reported="2026-11-23T09:59:30+09:00", city="", city_intensity="", condition="", pref="5+",
):  # fmt: skip
    """A whole report; with `city` it has the finer part of 震源・震度に関する情報."""
    cities = ""
    if city:
        step = f"<MaxInt>{city_intensity}</MaxInt>" if city_intensity else ""
        silent = f"<Condition>{condition}</Condition>" if condition else ""
        cities = f"<City><Name>{city}</Name><Code>9999900</Code>{step}{silent}</City>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Report xmlns="http://xml.kishou.go.jp/jmaxml1/" xmlns:jmx="http://xml.kishou.go.jp/jmaxml1/">
<Control><Title>{title}</Title><DateTime>2026-11-23T00:59:30Z</DateTime><Status>{status}</Status>
<EditorialOffice>架空気象台</EditorialOffice><PublishingOffice>架空気象台</PublishingOffice></Control>
<Head xmlns="http://xml.kishou.go.jp/jmaxml1/informationBasis1/"><Title>{title}</Title>
<ReportDateTime>{reported}</ReportDateTime><TargetDateTime>{reported}</TargetDateTime><EventID>{event}</EventID>
<InfoType>{kind}</InfoType><Serial>1</Serial><InfoKind>{title}</InfoKind><InfoKindVersion>1.0_1</InfoKindVersion>
<Headline><Text>架空の地震です。</Text></Headline></Head>
<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/seismology1/"><Intensity><Observation>
<MaxInt>{pref}</MaxInt><Pref><Name>みなと野県</Name><Code>99</Code><MaxInt>{pref}</MaxInt>
<Area><Name>みなと野県北部</Name><Code>998</Code><MaxInt>3</MaxInt></Area>
<Area><Name>{area}</Name><Code>{code}</Code><MaxInt>{intensity}</MaxInt>{cities}</Area></Pref>
</Observation></Intensity></Body></Report>
""".encode()
