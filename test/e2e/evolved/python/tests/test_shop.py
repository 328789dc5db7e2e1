from service.shop import berlin, sums


def test_the_shop_sums() -> None:
    assert sums() == [3, 5, 7]


def test_the_shop_knows_berlin() -> None:
    assert berlin() == "2026-07-01T14:00:00+02:00"
