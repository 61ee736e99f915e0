"""Which places run: the default, more, all; and the settings that come of it are those the programs read."""

import socket
import tomllib
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from broker.catalogue import Catalogue, load
from caller.settings import CallerSettings
from hardware.settings import NodeSettings
from kiosk.settings import read as read_kiosk
from scripts.rig.configs import CATALOGUE, Configs, port_names
from scripts.rig.host.__main__ import staff_for
from scripts.rig.minting import Secrets
from scripts.rig.plan import DEFAULT_COUNTERS, UnknownPlace, make_plan
from scripts.rig.ports import claim_ports, is_answered
from scripts.rig.state import StateFolder
from scripts.rig.toml_text import Value, toml_text


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(CATALOGUE)


def test_the_default_is_two_kiosks_and_eight_windows_in_six_nodes(catalogue: Catalogue) -> None:
    plan = make_plan(catalogue)
    assert [place.client for place in plan.kiosks] == ["K01", "K05"]
    assert sorted(plan.counters) == sorted(DEFAULT_COUNTERS)
    assert {place.client for place in plan.nodes} == {"N-S01", "N-S03", "N-S04", "N-S07", "N-S08", "N-S09"}
    node = next(place for place in plan.nodes if place.client == "N-S08")
    assert [device.code for device in node.devices] == [
        "LED-44", "PAD-44", "RATE-44", "LED-45", "PAD-45", "RATE-45", "SPK-S08",
    ]  # fmt: skip


@pytest.mark.req("K-05", "K-11")
def test_a_kiosk_brings_its_page_printer_and_camera_and_only_where_they_are(catalogue: Catalogue) -> None:
    plan = make_plan(catalogue)
    assert [device.code for device in plan.page_printers] == ["K05.page"]
    kinds = {str(place.client): {device.kind for device in place.devices} for place in plan.kiosks}
    assert kinds["K01"] == {"card_reader", "ticket_printer", "camera", "speaker"}
    assert kinds["K05"] == kinds["K01"] | {"document_printer"}
    assert "spooler" in port_names(plan)


def test_more_places_and_all_places(catalogue: Catalogue) -> None:
    plan = make_plan(catalogue, ("K06", "W57"))
    assert "K06" in [place.client for place in plan.kiosks]
    assert "W57" in plan.counters
    assert "W57" not in plan.staffed
    everything = make_plan(catalogue, everything=True)
    assert (len(everything.kiosks), len(everything.counters), len(everything.nodes)) == (14, 64, 10)


def test_a_place_that_is_not_in_the_catalogue(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownPlace) as unknown:
        make_plan(catalogue, ("W99",))
    assert unknown.value.code == "W99"


def test_everybody_sits_at_one_window_which_they_may_serve(catalogue: Catalogue) -> None:
    seated = staff_for(catalogue, DEFAULT_COUNTERS)
    assert [counter for counter, _ in seated] == list(DEFAULT_COUNTERS)
    assert len({no for _, no in seated}) == len(seated)
    assert all(counter in catalogue.staff(no).windows for counter, no in seated)
    assert dict(seated)[DEFAULT_COUNTERS[4]] == "4401"


def test_ports_stay_the_same_and_are_free(tmp_path: Path) -> None:
    memory = tmp_path / "ports.json"
    first = claim_ports(["a", "b"], memory, Random(1))
    first.close()
    again = claim_ports(["a", "b"], memory, Random(2))
    again.close()
    assert first.by_name == again.by_name
    assert len(set(first.by_name.values())) == 2
    assert not any(is_answered(port) for port in first.by_name.values())


def test_two_halls_that_start_at_once_choose_different_ports(tmp_path: Path) -> None:
    with closing(claim_ports(["a", "b"], tmp_path / "one.json", Random(1))) as one:
        with closing(claim_ports(["a", "b"], tmp_path / "other.json", Random(1))) as other:
            assert set(one.by_name.values()).isdisjoint(other.by_name.values())
        for port in one.by_name.values():
            socket.create_server(("127.0.0.1", port)).close()


def test_every_program_understands_the_file_written_for_it(catalogue: Catalogue, tmp_path: Path) -> None:
    state = StateFolder(tmp_path / "state")
    state.prepare(fresh=False)
    plan = make_plan(catalogue, everything=True)
    ports = {name: 20_000 + place for place, name in enumerate(port_names(plan))}
    secrets = Secrets(
        hall_key=tmp_path / "key",
        hall_public_key="p" * 44,
        visitor_secret=tmp_path / "secret",
        vault_key=tmp_path / "vault.key",
        seal_key=tmp_path / "seal.key",
        seal_chain=tmp_path / "seal.pem",
        accounts=tmp_path / "accounts",
        bus_passwords={client.code: "w" for client in catalogue.clients},
        bus_folder=tmp_path,
        logins=(),
    )
    configs = Configs(state, catalogue, plan, ports, secrets)
    configs.write(run_broker_as=None)
    assert CallerSettings.read(configs.file("caller")).console.port == ports["console"]
    kiosk = read_kiosk(configs.file("K05"))
    assert kiosk.broker.client == "K05"
    assert kiosk.devices.speaker is not None
    assert kiosk.devices.speaker.folder == state.folder("speakers") / "K05.speaker" / "recordings"
    assert kiosk.devices.document_printer is not None
    assert kiosk.devices.document_printer.url == f"ipp://127.0.0.1:{ports['spooler']}/printers/K05.page"
    assert kiosk.devices.camera is not None
    assert f":{ports['K05.camera']}/" in kiosk.devices.camera.url
    bare = read_kiosk(configs.file("K08"))
    assert bare.devices.card_reader is None
    configs.lay_out_spooler()
    queues = (state.folder("spooler") / "etc" / "printers.conf").read_text(encoding="utf-8")
    assert queues.count("<Printer ") == len(plan.page_printers) == 12
    assert f"ipp://localhost:{ports['K05.page']}/ipp/print" in queues
    nodes = [NodeSettings.read(configs.file(place.client)) for place in plan.nodes]
    devices = {device.code for node in nodes for device in node.devices}
    emulated = {device.code for device in configs.rig().devices if device.kiosk is None}
    assert devices == emulated
    assert len(devices) == 64 * 3 + 10


def test_toml_is_read_back_as_it_was() -> None:
    settings: dict[str, Value] = {
        "name": '引号 " 与 \\ 换行\n',
        "on": True,
        "count": 3,
        "share": 0.5,
        "empty": [],
        "section": {"list": ["a", {"k": "v"}], "deep": {"x": 1}},
    }
    assert tomllib.loads(toml_text(settings)) == settings
