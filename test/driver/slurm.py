# Part of Tether, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""A Slurm cluster of this machine alone, for one test."""

import contextlib
import getpass
import os
import shutil
import socket
import subprocess
import time

PROGRAMS = ("/usr/sbin/slurmctld", "/usr/sbin/slurmd", "sbatch", "squeue", "sinfo")
IS_INSTALLED = all(map(shutil.which, PROGRAMS))

# Only this user can reach it, so nobody has to be told from anybody else.
CONFIGURATION = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/none
CredType=cred/none
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
MailProg=/bin/true
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
NodeName={host} NodeAddr=127.0.0.1 CPUs=64
PartitionName=all Nodes=ALL Default=YES State=UP
"""


def free_ports(count):
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


class Cluster:
    """Runs while in its `with` block; `environment` is what its commands need."""

    TIMEOUT = 240

    def __init__(self, folder):
        self._folder = folder
        self.environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf")}
        self._daemons = []

    def __enter__(self):
        for name in ("state", "spool"):
            (self._folder / name).mkdir(parents=True)
        (self._folder / "slurm.conf").write_text(CONFIGURATION.format(
            host=socket.gethostname().split(".")[0], user=getpass.getuser(),
            folder=self._folder, ports=free_ports(2)))
        with open(self._folder / "log", "w") as log:
            self._daemons = [
                subprocess.Popen([program, "-D"], env=self.environment, stdout=log, stderr=log)
                for program in PROGRAMS[:2]]
        self._wait("sinfo", "--noheader", "--format=%t", until="idle\n")
        return self

    def __exit__(self, *_):
        for daemon in reversed(self._daemons):
            daemon.terminate()
            daemon.wait(self.TIMEOUT)

    def wait(self):
        """Until all jobs are done."""
        self._wait("squeue", "--noheader", until="")

    def _wait(self, *command, until):
        end = time.monotonic() + self.TIMEOUT
        while time.monotonic() < end:
            run = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL, text=True)
            if run.returncode == 0 and run.stdout == until:
                return
            time.sleep(0.2)
        raise AssertionError(f"{command} never printed {until!r}:\n" +
                             (self._folder / "log").read_text())
