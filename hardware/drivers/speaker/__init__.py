"""Voices over a voice (espeak-ng or clips) and a sink (files or a program): a zone's line of calls, a page's reader."""

from hardware.drivers.speaker.clips import ClipsVoice, Voice
from hardware.drivers.speaker.espeak import EspeakVoice
from hardware.drivers.speaker.narrator import PageNarrator
from hardware.drivers.speaker.queued import QueuedSpeaker
from hardware.drivers.speaker.sinks import CommandSink, CutSink, FileSink, Sink

__all__ = [
    "ClipsVoice",
    "CommandSink",
    "CutSink",
    "EspeakVoice",
    "FileSink",
    "PageNarrator",
    "QueuedSpeaker",
    "Sink",
    "Voice",
]
