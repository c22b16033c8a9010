/* The kernel's headers whose functions, macros and types this module names. */
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/interrupt.h>
#include <linux/pci.h>
#include <linux/sysfs.h>

/* Kernels have these callbacks in different places: some have them in unions. C finds them by their names. */
static inline void file_init(struct device_attribute *file, const char *name, umode_t mode,
			     ssize_t (*show)(struct device *, struct device_attribute *, char *),
			     ssize_t (*store)(struct device *, struct device_attribute *, const char *, size_t))
{
	sysfs_attr_init(&file->attr);
	file->attr.name = name;
	file->attr.mode = mode;
	file->show = show;
	file->store = store;
}

static inline void file_group_init(struct attribute_group *group, struct attribute **files)
{
	group->attrs = files;
}
