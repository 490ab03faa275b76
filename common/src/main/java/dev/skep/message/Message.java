package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Anything sent from one process to another. The JSON property {@code type} is the contract, and the broker message's own
 * {@code type} property repeats it; Java class names never leave a process.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Message
        permits QueueNew, JobRun, JobEvent, JobNotice, JobInfo, JobQueryInfo, JobStored, JobQueryPermit, JobPermit,
        JobCancel,
        JobSuperseded, JobRecorded, DroneInfo, DroneQueryInfo, DroneOrder, DronePresence, DroneLost, Echo {}
