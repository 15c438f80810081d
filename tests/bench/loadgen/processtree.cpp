// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/loadgen/processtree.h"

#include <ctime>
#include <filesystem>
#include <fstream>

namespace heliograph::loadgen {
namespace {

std::string procPath(pid_t process, const char *name)
{
    return "/proc/" + std::to_string(process) + '/' + name;
}

} // namespace

nanoseconds ProcessTree::cpuTime() const
{
    nanoseconds sum{};
    for (const pid_t process : processes()) {
        clockid_t clock{};
        timespec time{};
        if (::clock_getcpuclockid(process, &clock) == 0 && ::clock_gettime(clock, &time) == 0)
            sum += std::chrono::seconds{time.tv_sec} + nanoseconds{time.tv_nsec};
    }
    return sum;
}

std::int64_t ProcessTree::residentBytes() const
{
    std::int64_t kibibytes = 0;
    for (const pid_t process : processes()) {
        std::ifstream file(procPath(process, "smaps_rollup"));
        for (std::string word; file >> word;) {
            if (word != "Rss:")
                continue;
            std::int64_t value = 0;
            file >> value;
            kibibytes += value;
            break;
        }
    }
    return kibibytes * 1024;
}

int ProcessTree::openDescriptors() const
{
    int count = 0;
    for (const pid_t process : processes()) {
        std::error_code ignored;
        for ([[maybe_unused]] const auto &entry :
             std::filesystem::directory_iterator(procPath(process, "fd"), ignored))
            ++count;
    }
    return count;
}

std::vector<pid_t> ProcessTree::processes() const
{
    std::vector<pid_t> found{m_root};
    for (std::size_t i = 0; i < found.size(); ++i) {
        std::error_code ignored;
        for (const auto &task :
             std::filesystem::directory_iterator(procPath(found[i], "task"), ignored)) {
            std::ifstream children(task.path() / "children");
            for (pid_t child = 0; children >> child;)
                found.push_back(child);
        }
    }
    return found;
}

} // namespace heliograph::loadgen
