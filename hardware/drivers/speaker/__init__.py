"""The voice of a zone: a line of announcements over a voice (espeak-ng or clips) and a sink (files or a program)."""

from hardware.drivers.speaker.clips import ClipsVoice, Voice
from hardware.drivers.speaker.espeak import EspeakVoice
from hardware.drivers.speaker.queued import QueuedSpeaker
from hardware.drivers.speaker.sinks import CommandSink, FileSink, Sink

__all__ = ["ClipsVoice", "CommandSink", "EspeakVoice", "FileSink", "QueuedSpeaker", "Sink", "Voice"]
